// What a desk writes down while somebody speaks, and the request that it becomes.
import type { Source, Urgency } from '../../../../workflows/contract/case-type.ts';
import { PlainText } from '../../../../workflows/contract/fields.ts';
import type { paths } from '../../../shared/api-types.ts';
import { type Say, text } from '../../../shared/language.ts';
import { type Upload, unsentProblem } from '../../components/action/draft.ts';

export type IntakeBody = paths['/v1/cases']['post']['requestBody']['content']['application/json'];

export interface IntakeDraft {
  source: Source;
  /** Type and category, `utility-repair/water`. */
  kind: string | undefined;
  area: string | undefined;
  urgency: Urgency;
  description: string;
  place: string;
  reporter: string;
  files: readonly Upload[];
  rehearsal: boolean;
}

export const emptyDraft: IntakeDraft = {
  source: 'hotline',
  kind: undefined,
  area: undefined,
  urgency: 'normal',
  description: '',
  place: '',
  reporter: '',
  files: [],
  rehearsal: false,
};

/** Something was written that would have to be asked again. */
export const isBegun = ({ description, place, reporter, files }: IntakeDraft): boolean =>
  files.length > 0 || [description, place, reporter].some((each) => each.trim() !== '');

/** As the API bounds them. */
export const most = { description: 10_000, place: 500, reporter: 500, files: 20 } as const;

const words = {
  required: text('必填', 'Required'),
  tooLong: text('最多 {max} 字，现有 {n} 字', 'At most {max} characters; there are {n}'),
  unreadable: text('含有无法保存的字符', 'It holds characters that cannot be stored'),
  files: text('最多 {max} 份', 'At most {max} files'),
};

/** By JSON pointer into the request. */
export const problemsIn = (draft: IntakeDraft, say: Say): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  if (draft.kind === undefined) found.set('/category', say(words.required));
  if (draft.area === undefined) found.set('/area', say(words.required));
  if (draft.description.trim() === '') found.set('/description', say(words.required));
  for (const name of ['description', 'place', 'reporter'] as const) {
    const n = draft[name].trim().length;
    if (n > most[name]) found.set(`/${name}`, say(words.tooLong, { max: most[name], n }));
    else if (!PlainText.safeParse(draft[name]).success) found.set(`/${name}`, say(words.unreadable));
  }
  if (draft.files.length > most.files) found.set('/attachments', say(words.files, { max: most.files }));
  const unsent = unsentProblem(draft.files, say);
  if (unsent !== null) found.set('/attachments', unsent);
  return found;
};

/** The request of a draft without problems. */
export const bodyOf = (draft: IntakeDraft): IntakeBody => {
  const [type = '', category = ''] = (draft.kind ?? '').split('/');
  const [place, reporter] = [draft.place.trim(), draft.reporter.trim()];
  const attachments = draft.files.flatMap(({ ref }) => ref ?? []);
  return {
    source: draft.source,
    type,
    category,
    area: draft.area ?? '',
    urgency: draft.urgency,
    description: draft.description.trim(),
    ...(place !== '' && { place }),
    ...(reporter !== '' && { reporter }),
    ...(attachments.length > 0 && { attachments }),
    ...(draft.rehearsal && { rehearsal: true }),
  };
};
