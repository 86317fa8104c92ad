// A report on this phone, from the first letter to its case number; and everything that can happen to it. Pure.
//
// What makes "sent exactly once" hold: the key is there from the beginning and never changes; and what is sent is sealed before the
// first attempt and stays the same, letter for letter, until the API has refused it. A repetition is then the same request to the API.
import type { Urgency } from '../../../workflows/contract/case-type.ts';
import type { FailureCode, FieldProblem } from '../../../workflows/contract/failures.ts';
import { type Photo, withoutRefs, withRef } from '../../shared/light/photo.ts';

export interface Position {
  latitude: number;
  longitude: number;
  /** In metres. */
  accuracy: number;
}

/** What is typed and chosen. */
export interface ReportForm {
  category: string | null;
  /** Where, as a unit of the org tree. */
  area: string;
  /** Where, in words. */
  place: string;
  /** Where, as the phone measured it. */
  position: Position | null;
  description: string;
  urgency: Urgency;
  /** On whose behalf: name and telephone. */
  reporter: string;
}

export interface Refusal {
  code: FailureCode | 'Offline';
  message: string;
  problems: readonly FieldProblem[];
}

export interface Report {
  id: string;
  /** The idempotency key. */
  key: string;
  /** The person whose report it is; nobody else sends or sees it. */
  owner: string;
  source: 'grid' | 'patrol';
  /** ISO instant. */
  createdAt: string;
  /** draft 草稿, waiting 待发送, accepted 已受理, refused 需修改. That one is being sent right now is not kept: an app may be killed. */
  stage: 'draft' | 'waiting' | 'accepted' | 'refused';
  form: ReportForm;
  photos: readonly Photo[];
  /** The request as it is sent; null until the first attempt, and again after a refusal. */
  sealed: string | null;
  /** `secret`: the resident's code, as long as it is shown here. */
  accepted: { caseNo: string; secret: string | null; at: string } | null;
  refusal: Refusal | null;
}

/** May be changed, taken back or thrown away: nothing of it can have become a case. */
export const isEditable = ({ stage, sealed }: Report): boolean =>
  stage === 'draft' || stage === 'refused' || (stage === 'waiting' && sealed === null);

export const isComplete = ({ form }: Pick<Report, 'form'>): boolean =>
  form.category !== null && form.area !== '' && form.description.trim() !== '';

export const isEmpty = ({ form, photos }: Pick<Report, 'form' | 'photos'>): boolean =>
  form.category === null && form.description.trim() === '' && form.place.trim() === '' && photos.length === 0;

export const edit = (report: Report, change: Partial<Pick<Report, 'form' | 'photos'>>): Report =>
  report.stage === 'draft' || report.stage === 'refused' ? { ...report, ...change } : report;

/** The person has pressed "send". */
export const queue = (report: Report): Report =>
  (report.stage === 'draft' || report.stage === 'refused') && isComplete(report)
    ? { ...report, stage: 'waiting', refusal: null }
    : report;

/** Back to a draft, as long as nothing was sent. */
export const takeBack = (report: Report): Report =>
  report.stage === 'waiting' && report.sealed === null ? { ...report, stage: 'draft' } : report;

export const uploaded = (report: Report, photoId: string, ref: string): Report => ({
  ...report,
  photos: withRef(report.photos, photoId, ref),
});

/** Five decimals are about a metre. */
export const positionText = ({ latitude, longitude, accuracy }: Position): string =>
  `GPS ${latitude.toFixed(5)}, ${longitude.toFixed(5)} ±${Math.round(accuracy)} m (WGS-84)`;

const placeOf = ({ place, position }: ReportForm): string =>
  [place.trim(), position ? positionText(position) : ''].filter(Boolean).join('；').slice(0, 500);

/** Fixes what is sent, before the first attempt; once fixed it stays. */
export const seal = (report: Report): Report => {
  if (report.stage !== 'waiting' || report.sealed !== null) return report;
  const { form, photos, source } = report;
  const place = placeOf(form);
  const reporter = form.reporter.trim();
  const body = {
    source,
    category: form.category,
    area: form.area,
    description: form.description.trim(),
    urgency: form.urgency,
    ...(place !== '' && { place }),
    ...(reporter !== '' && { reporter }),
    attachments: photos.flatMap(({ ref }) => ref ?? []),
  };
  return { ...report, sealed: JSON.stringify(body) };
};

/** The API has it. Photos need not be kept any longer. */
export const accept = (report: Report, { caseNo, secret }: { caseNo: string; secret: string }, at: string): Report => ({
  ...report,
  stage: 'accepted',
  accepted: { caseNo, secret, at },
  refusal: null,
  photos: [],
});

/** Without the resident's code, which opens the case to whoever reads it. */
export const withoutSecret = (report: Report): Report =>
  report.accepted ? { ...report, accepted: { ...report.accepted, secret: null } } : report;

/** The API will not have it as it is; photos that it does not know are uploaded anew. */
export const refuse = (report: Report, refusal: Refusal): Report => {
  if (report.stage !== 'waiting') return report;
  const lost = refusal.problems.some(({ pointer }) => pointer.startsWith('/attachments'));
  const photos = lost ? withoutRefs(report.photos) : report.photos;
  return { ...report, stage: 'refused', sealed: null, refusal, photos };
};
