// How a request becomes a case: checked, put into the vault and receipted in one transaction, then started.
import { gather } from '../db/gather.ts';
import {
  countyOf as counterOf,
  findReceived,
  type Received,
  type Reception as Request,
  receiveTogether,
} from '../db/intake.ts';
import { latestPublications, type Publications } from '../db/publications.ts';
import { sealText } from '../db/vault.ts';
import { decideOpen } from '../workflows/case/decide.ts';
import type { CaseTypeDefinition } from '../workflows/contract/case-type.ts';
import type { OpenCase } from '../workflows/contract/command.ts';
import { CaseFailure } from '../workflows/contract/failures.ts';
import { levelOf, type OrgPath } from '../workflows/contract/org-path.ts';
import type { AttachmentRef } from '../workflows/contract/vault.ts';
import { countyOf, identityOf, isInCounty, type Person } from './caller.ts';
import type { CaseDesk } from './case-desk.ts';
import type { ApiDeps } from './deps.ts';
import { bodyHashOf, keyReused } from './inputs.ts';
import type { IntakeBody } from './intake-body.ts';
import { receiptSecret } from './receipt.ts';
import { findFiles, unknownUnits } from './references.ts';
import type { CaseAnswer, Receipt } from './schemas.ts';

/** How long a receipt waits for the case to be opened, in ms; the dispatcher goes on where this stops. */
const patience = 2_000;

/** Cases opened at a time for callers who do not wait; the dispatcher opens what comes beyond. */
const openedBehind = 4;

export type Reception =
  | { caseNo: string; receipt: Receipt; state: CaseAnswer }
  | { caseNo: string; receipt: Receipt; notice: string };

export interface IntakeDesk {
  /**
   * @param waits false: the caller wants the receipt at once (`Prefer: respond-async`), and the case is opened behind it
   * @throws CaseFailure InvalidInput, UnknownUnit, KeyReused: nothing was received
   */
  receive(caller: Person, key: string, body: IntakeBody, waits: boolean): Promise<Reception>;
}

/** A category that nobody claims is most likely misspelt: a general request would take it the wrong way, and nobody would know. */
const unknownCategory = (category: string, published: readonly CaseTypeDefinition[]): CaseFailure => {
  const known = published.flatMap(({ categories }) => categories).join(', ');
  const message = `没有类别「${category}」，可用：${known}。There is no category "${category}"; known are ${known}.`;
  return new CaseFailure('InvalidInput', message, [
    { pointer: '/category', message: `没有这个类别 no such category; ${known}` },
  ]);
};

export const createIntakeDesk = ({ db, engine, keys, logger, rehearsals }: ApiDeps, desk: CaseDesk): IntakeDesk => {
  /**
   * Of the types that are offered in the area, in their latest versions: the one that is named; else the first that takes the category, the
   * county's own before the city's, then by name. A type that cannot be used (it was altered in the database) keeps no request of another one
   * out, and no request of its own is told that there is no such type.
   */
  const typeOf = async ({ type, category }: IntakeBody, { types }: Publications): Promise<CaseTypeDefinition> => {
    const looked = await Promise.allSettled(types.map(desk.definitionOf));
    const published = looked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const found = published.find(({ name, categories }) =>
      type === undefined ? categories.includes(category) : name === type,
    );
    if (found) return found;
    const unusable = looked.find((each) => each.status === 'rejected');
    if (unusable) throw unusable.reason;
    if (type === undefined) throw unknownCategory(category, published);
    throw new CaseFailure(
      'InvalidInput',
      '发生地没有这个事项类型，清单见 GET /v1/case-types。No such case type is offered there; GET /v1/case-types lists them.',
      [{ pointer: '/type', message: '发生地没有这个事项类型 no such case type is offered there' }],
    );
  };

  const requireArea = (caller: Person, area: string, { areaIsActive }: Publications): void => {
    const level = levelOf(area);
    if (level === 'city' || level === 'department' || !isInCounty(caller, area)) {
      throw new CaseFailure(
        'UnknownUnit',
        `发生地须为本县（区）的县、街道、社区或网格；您属于 ${countyOf(caller.unit)}。The area is a county, street, community or grid of your own county.`,
        [{ pointer: '/area', message: '须为本县（区）的地方 a place of your own county' }],
      );
    }
    if (!areaIsActive) throw unknownUnits([['area', area]], '');
  };

  /** Opens the case; null when it is not open within the patience of a caller: the dispatcher goes on. */
  const start = async (open: OpenCase): Promise<string | null> => {
    try {
      // The same decision as the case's own first one: what cannot be decided yet need not be started.
      decideOpen(open);
      await engine.open(open, patience);
      return null;
    } catch (error) {
      if (!(error instanceof CaseFailure)) throw error;
      logger.warn({ caseNo: open.caseNo, code: error.code }, 'a receipt waits for its case');
      return error.code === 'CalendarYearMissing'
        ? `${error.message} 日历发布后自动立案。The case opens once the calendar is published.`
        : '已登记，流程引擎恢复后自动立案。Received; the case opens by itself once the engine is back.';
    }
  };

  /** Requests that are being received. */
  let receiving = 0;
  let opening = 0;
  /** Opens the case while nobody waits for it. Receipts go first: while others are given, the dispatcher opens it instead. */
  const startBehind = async (open: OpenCase): Promise<void> => {
    if (receiving > 0 || opening >= openedBehind) return;
    opening += 1;
    await start(open)
      .catch((error: Error) => logger.warn({ caseNo: open.caseNo, why: error.message }, 'a receipt waits for its case'))
      .finally(() => {
        opening -= 1;
      });
  };

  const answer = async (
    caller: Person,
    { open, started }: { open: OpenCase; started: boolean },
    waits: boolean,
  ): Promise<Reception> => {
    const { caseNo } = open;
    const receipt = { caseNo, secret: receiptSecret(keys, caseNo), receivedAt: open.intake.receivedAt };
    if (!waits && !started) {
      void startBehind(open);
      return { caseNo, receipt, notice: '已登记，随即自动立案。Received; the case opens by itself in a moment.' };
    }
    const notice = started ? null : await start(open);
    if (notice !== null) return { caseNo, receipt, notice };
    return { caseNo, receipt, state: await desk.findAndAnswer(caller, open) };
  };

  const publicationsOf = gather((areas: readonly OrgPath[]) => latestPublications(db, areas));
  const receive = gather((receptions: readonly Request[]) => receiveTogether(db, receptions), counterOf);

  /** Puts a request into the vault and gives it its number. */
  const register = async (caller: Person, key: string, body: IntakeBody): Promise<Received> => {
    if (body.rehearsal && !rehearsals) {
      throw new CaseFailure('RehearsalOnly', '本系统未开放演练。Rehearsals are off here (CASELOOP_REHEARSALS).');
    }
    const published = await publicationsOf(body.area);
    requireArea(caller, body.area, published);
    const [definition, files, calendar] = await Promise.all([
      typeOf(body, published),
      findFiles(db, caller, [['attachments', body.attachments]], '', null),
      desk.calendarOf(published.calendar),
    ]);
    const receivedAt = new Date();
    const bodyHash = bodyHashOf(body);
    return receive({
      scope: identityOf(caller),
      key,
      bodyHash,
      receivedAt,
      area: body.area,
      prepare: (caseNo) => {
        const seal = (field: 'description' | 'reporter' | 'place', text: string | undefined) =>
          text === undefined ? null : sealText(keys, { owner: caseNo, ref: `${caseNo}/intake/${field}`, text });
        const description = sealText(keys, {
          owner: caseNo,
          ref: `${caseNo}/intake/description`,
          text: body.description,
        });
        const reporter = seal('reporter', body.reporter);
        const place = seal('place', body.place);
        const open: OpenCase = {
          v: 1,
          caseNo,
          definition,
          calendar,
          rehearsal: body.rehearsal,
          intake: {
            source: body.source,
            category: body.category,
            urgency: body.urgency,
            area: body.area,
            receivedAt: receivedAt.toISOString(),
            description: description.ref,
            reporter: reporter?.ref ?? null,
            place: place?.ref ?? null,
            attachments: body.attachments.map((ref) => files.get(ref) as AttachmentRef),
          },
          id: key,
          bodyHash,
          actor: { person: caller.person, unit: caller.unit },
          authority: { role: caller.role, unit: caller.unit, basis: 'duty' },
        };
        return { open, texts: [description, reporter, place].flatMap((sealed) => sealed?.row ?? []) };
      },
    });
  };

  /** {@link register}; what was received before stands, whatever is taken no more since then. Asked only of what is refused: few are. */
  const registerOnce = async (caller: Person, key: string, body: IntakeBody): Promise<Received> => {
    try {
      return await register(caller, key, body);
    } catch (refusal) {
      if (!(refusal instanceof CaseFailure)) throw refusal;
      const before = await findReceived(db, { scope: identityOf(caller), key, bodyHash: bodyHashOf(body) });
      if (before === null) throw refusal;
      return before;
    }
  };

  return {
    async receive(caller, key, body, waits) {
      receiving += 1;
      const received = await registerOnce(caller, key, body).finally(() => {
        receiving -= 1;
      });
      if (received.kind === 'conflict') throw keyReused();
      return answer(caller, received, waits);
    },
  };
};
