// How a person's action becomes a command: find the case, check the form, note the key and the texts, ask the case, answer the new
// state. Whatever is checked here is for a precise answer; the case itself decides.
import { countActsOfResident, readEvents } from '../db/ledger.ts';
import { beginRequest, endRequest, findRequest, textPrefixOf } from '../db/request-keys.ts';
import { sealText } from '../db/vault.ts';
import { legalAction } from '../workflows/case/actions.ts';
import { fold } from '../workflows/case/evolve.ts';
import type { Command } from '../workflows/contract/command.ts';
import type { CaseEvent } from '../workflows/contract/event.ts';
import { CaseFailure, failures } from '../workflows/contract/failures.ts';
import type { Fields } from '../workflows/contract/fields.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import { actingOn, type Caller } from './caller.ts';
import type { CaseDesk } from './case-desk.ts';
import type { ApiDeps, Limits } from './deps.ts';
import { isWhatWasAsked } from './done-before.ts';
import { bodyHashOf, checkForm, keyReused, sealInput, valuesOf } from './inputs.ts';
import { findFiles, requireUnits } from './references.ts';
import type { CaseAnswer } from './schemas.ts';
import { requireMatch, StaleVersion } from './stale-version.ts';

export interface ActionRequest {
  caseNo: string;
  action: string;
  key: string;
  ifMatch: string | undefined;
  body: { input: Record<string, unknown>; reason: string | null };
}

export interface CommandDesk {
  /** @throws CaseFailure whatever stands against it; nothing happened then, unless it says OutcomeUnknown. */
  act(caller: Caller, request: ActionRequest): Promise<CaseAnswer>;
}

export const createCommandDesk = (
  { db, engine, keys, logger }: ApiDeps,
  desk: CaseDesk,
  { actsOfResident }: Pick<Limits, 'actsOfResident'>,
): CommandDesk => {
  /** A case grows by what people do on it. Of a resident nothing is known but a receipt, which a script may hold. */
  const requireActLeft = async ({ kind }: Caller, caseNo: string): Promise<void> => {
    if (kind === 'person' || (await countActsOfResident(db, caseNo)) < actsOfResident) return;
    throw new CaseFailure(
      'TooManyRequests',
      `24 小时内最多提交 ${actsOfResident} 次，请过些时候再来；急事请致电 12345。At most ${actsOfResident} within 24 hours; come back later, or call 12345 when it is urgent.`,
    );
  };

  /** Notes key and texts. Answers the seq of a request that was done before, or else when this attempt began. */
  const begin = async (
    caseNo: string,
    key: string,
    bodyHash: string,
    texts: Parameters<typeof beginRequest>[1]['texts'],
  ) => {
    const begun = await beginRequest(db, { caseNo, key, bodyHash, texts });
    if (begun === 'reused') throw keyReused();
    if (begun === 'inFlight') {
      throw new CaseFailure(
        'KeyInFlight',
        '同一请求正在处理，请稍候用同一幂等键重试。The same request is being handled; repeat shortly with the same key.',
      );
    }
    return begun;
  };

  const end = async (attempt: Attempt, result: Parameters<typeof endRequest>[2]): Promise<void> => {
    // The outcome stands without it: a lost note only means that a repetition asks the case, and that its texts are removed a day later.
    await endRequest(db, attempt, result).catch((error: Error) =>
      logger.warn({ caseNo: attempt.caseNo, code: error.name }, 'a key was not noted'),
    );
  };

  /**
   * Asks the case. It may refuse what the ledger allows when the engine forgot its last decision (ADR 2): it catches up, or has done so by
   * itself meanwhile, and is asked once more. The refusal may also be an earlier attempt's, which its repetition joined; what is asked once
   * more is this attempt's own. @param seq where the ledger stood when the action was found legal
   */
  const ask = async (command: Command, { caseNo, begunAt }: Attempt, seq: number): Promise<void> => {
    try {
      await engine.command(caseNo, command);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await engine.catchUp(caseNo, seq);
      await engine.command(caseNo, command, begunAt);
    }
  };

  /** The commit notes by itself that the request was done. */
  const send = async (caller: Caller, command: Command, attempt: Attempt, seq: number): Promise<void> => {
    try {
      await ask(command, attempt, seq);
    } catch (error) {
      await end(attempt, isRefusal(error) ? 'refused' : 'unknown');
      const isStale = error instanceof CaseFailure && error.code === 'StaleVersion';
      throw isStale ? new StaleVersion((await desk.find(caller, attempt.caseNo)).seq) : error;
    }
  };

  const prepare = async (state: CaseState, caller: Caller, request: ActionRequest, expectedSeq: number | undefined) => {
    const { action, key, body } = request;
    const { actor, authority } = actingOn(caller, state);
    const legal = legalAction(state, await desk.definitionOf(state.type), authority, action);
    const input = checkForm(legal, body.input, body.reason);
    const bodyHash = hashOf(request);
    const [files] = await Promise.all([
      findFiles(db, caller, valuesOf(legal.fields, 'attachments', input), '/input', state.caseNo),
      requireUnits(db, valuesOf(legal.fields, 'unit', input), '/input'),
    ]);
    const prefix = textPrefixOf({ caseNo: state.caseNo, key, bodyHash });
    const words = wordsOf(legal.fields, input, body.reason);
    const sealed = Object.entries(words).map(([field, text]) => ({
      field,
      ...sealText(keys, { owner: state.caseNo, ref: `${prefix}${field}`, text }),
    }));
    const refs = Object.fromEntries(sealed.map(({ field, ref }) => [field, ref]));
    const command: Command = {
      id: key,
      bodyHash,
      action,
      input: sealInput(input, refs, files),
      reason: refs[reasonField] ?? null,
      actor,
      authority,
      ...(expectedSeq !== undefined && { expectedSeq }),
    };
    return { command, texts: sealed.map(({ row }) => row) };
  };

  /** Whether what a key has done is what a request asks for. */
  const isSame = async (done: CaseEvent, request: ActionRequest): Promise<boolean> => {
    const { caseNo, key, action, body } = request;
    const bodyHash = hashOf(request);
    const known = await findRequest(db, { caseNo, key });
    if (known !== null) return known === bodyHash;
    return isWhatWasAsked(done, { action, ...body }, textPrefixOf({ caseNo, key, bodyHash }));
  };

  /**
   * The answer of a request that was done before.
   * @throws CaseFailure KeyReused: somebody else did it under the same key, or it was something else. Who asks now must not think that it
   * was they, or that it is done.
   */
  const repeat = async (caller: Caller, request: ActionRequest, seq: number): Promise<CaseAnswer> => {
    const events = await readEvents(db, request.caseNo, { toSeq: seq });
    const state = fold(events);
    const done = events.find(({ commandId }) => commandId === request.key);
    if (!done || done.actor.person !== actingOn(caller, state).actor.person) throw keyReused();
    if (!(await isSame(done, request))) throw keyReused();
    // Who repeats may be the only one to know of a decision that the engine forgot; nobody waits for it.
    engine.catchUp(request.caseNo, seq).catch(() => undefined);
    return desk.answer(caller, state);
  };

  return {
    act: async (caller, request) => {
      const { caseNo, key, ifMatch } = request;
      const { state, doneAt } = await desk.findWithCommand(caller, caseNo, key);
      if (doneAt !== null) return repeat(caller, request, doneAt);
      await requireActLeft(caller, caseNo);
      const expectedSeq = requireMatch(ifMatch, state.seq);
      const { command, texts } = await prepare(state, caller, request, expectedSeq);
      const { bodyHash } = command;
      const begun = await begin(caseNo, key, bodyHash, texts);
      if ('seq' in begun) return repeat(caller, request, begun.seq);
      await send(caller, command, { caseNo, key, bodyHash, ...begun }, state.seq);
      return desk.findAndAnswer(caller, state);
    },
  };
};

/** A request that was begun; see `endRequest`. */
type Attempt = Parameters<typeof endRequest>[1];

const hashOf = ({ action, body: { input, reason } }: ActionRequest): string => bodyHashOf({ action, input, reason });

/** True when the case itself said no; anything else leaves open whether it acted. */
const isRefusal = (error: unknown): boolean => error instanceof CaseFailure && !failures[error.code].retryable;

/** Field names begin with a lower-case letter, so this one is free. */
const reasonField = '_reason';

const wordsOf = (fields: Fields, input: Record<string, unknown>, reason: string | null): Record<string, string> => ({
  ...Object.fromEntries(valuesOf(fields, 'text', input) as [string, string][]),
  ...(reason !== null && { [reasonField]: reason }),
});
