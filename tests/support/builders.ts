// Cases as tests need them, made by the core itself (decide, link, evolve) and parsed by the contract, so that they cannot drift from it.
import type { NewLook } from '../../db/looks.ts';
import { seedCalendars } from '../../seed/calendars.ts';
import { link, sha256 } from '../../workflows/case/chain.ts';
import { decideOpen } from '../../workflows/case/decide.ts';
import { evolve } from '../../workflows/case/evolve.ts';
import { typeFor } from '../../workflows/case-types/index.ts';
import { OpenCase } from '../../workflows/contract/command.ts';
import { type CaseEvent, type Decided, parseEvent } from '../../workflows/contract/event.ts';
import type { OrgPath } from '../../workflows/contract/org-path.ts';
import { CaseState } from '../../workflows/contract/state.ts';
import type { TextRef } from '../../workflows/contract/vault.ts';
import type { Commit } from '../../workflows/runtime/ports.ts';

const desk = 'xx.zone';

/** A reference into the vault whose digest says nothing. */
const aTextRef = (ref: string): TextRef => ({ ref, digest: sha256(ref), length: ref.length });

export interface CaseOptions {
  area?: OrgPath;
  receivedAt?: string;
  rehearsal?: boolean;
  source?: OpenCase['intake']['source'];
  urgency?: OpenCase['intake']['urgency'];
  category?: string;
}

/** What a case is opened with. */
export const anOpening = (caseNo: string, options: CaseOptions = {}): OpenCase => {
  const {
    area = 'xx.zone.wenchang.biguiyuan',
    receivedAt = '2026-11-23T02:00:00.000Z',
    category = 'general',
  } = options;
  const { rehearsal = false, source = 'hotline', urgency = 'normal' } = options;
  return OpenCase.parse({
    v: 1,
    caseNo,
    definition: typeFor(category),
    calendar: seedCalendars()[0],
    rehearsal,
    intake: {
      source,
      category,
      urgency,
      area,
      receivedAt,
      description: aTextRef(`${caseNo}/description`),
      reporter: null,
      place: null,
      attachments: [],
    },
    id: `open-${caseNo}`,
    bodyHash: sha256(caseNo),
    actor: { person: 'p-1', unit: desk },
    authority: { role: 'county', unit: desk, basis: 'duty' },
  });
};

/** A case on its way: its events so far and the state after them. */
export interface Told {
  events: CaseEvent[];
  state: CaseState;
}

/** A case just received. */
export const aCase = (caseNo: string, options?: CaseOptions): Told =>
  tell(null, caseNo, decideOpen(anOpening(caseNo, options)));

/** The case after one more event; only that event is in `events`. */
export const andThen = (
  { state }: Pick<Told, 'state'>,
  decided: Partial<Decided> & Pick<Decided, 'type' | 'data'>,
): Told =>
  tell(state, state.caseNo, {
    at: state.at,
    actor: { person: 'p-1', unit: desk },
    authority: { role: 'county', unit: desk, basis: 'duty' },
    reason: null,
    commandId: null,
    ...decided,
  } as Decided);

/** A remark; `words` makes two of them differ. */
export const aNote = (words: string, commandId: string | null = null) => ({
  type: 'noted' as const,
  commandId,
  data: { text: aTextRef(words) },
});

/** What a run hands to the ledger. */
export const aCommit = ({ events, state }: Told, runId = 'run-1'): Commit => ({
  run: { workflowId: `case/${state.caseNo}`, runId },
  events,
  state,
});

const tell = (before: CaseState | null, caseNo: string, decided: Decided): Told => {
  const event = parseEvent(link(before, caseNo, decided));
  return { events: [event], state: CaseState.parse(evolve(before, event)) };
};

/** A look at a case by somebody of the county. */
export const aLook = (look: Partial<NewLook> = {}): NewLook => ({
  caseNo: 'SF-20261123-00001',
  kind: 'case',
  part: null,
  person: 'p-1',
  unit: desk,
  role: 'county',
  at: new Date().toISOString() as NewLook['at'],
  ...look,
});
