// F25: people who help themselves past the system. Each intervention is told by the three-way check, or as an incident whose command mends it.
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openIncidents } from '../../../db/incidents.ts';
import { readEvents } from '../../../db/ledger.ts';
import { quietRuntime } from '../../../worker/quiet.ts';
import { workflowIdOf } from '../../../workflows/contract/ids.ts';
import { tell } from '../scenario.ts';
import { agree, note, someCases } from '../some-cases.ts';
import { openStage, type Stage } from '../stage.ts';

let stage: Stage;
beforeAll(async () => {
  quietRuntime();
  stage = await openStage();
});
afterAll(() => stage?.close());

const asOwner = async (...statements: string[]): Promise<void> => {
  const owner = new pg.Client({ connectionString: stage.ownerUrl });
  await owner.connect();
  for (const statement of statements) await owner.query(statement);
  await owner.end();
};

const incidentsOf = async (caseNo: string): Promise<string[]> =>
  (await openIncidents(stage.db)).filter((each) => each.caseNo === caseNo).map(({ kind }) => kind);

/** Waits until the reconciler tells exactly these of a case. @returns how long it took, in s */
const untilTold = async (caseNo: string, kinds: string[]): Promise<number> => {
  const at = Date.now();
  await expect.poll(() => incidentsOf(caseNo), { timeout: 180_000, interval: 500 }).toEqual(kinds);
  return (Date.now() - at) / 1_000;
};

it('F25 a terminated workflow is told, and revived; nothing of its case is lost', async () => {
  const [caseNo = ''] = await someCases(stage, 1, 'terminated');
  await stage.engine.workflow.getHandle(workflowIdOf(caseNo)).terminate('an operator helped');
  const told = await untilTold(caseNo, ['WorkflowLost']);
  await stage.system.run('revive', caseNo);
  expect((await note(stage, caseNo, `revived-${caseNo}`)).status).toBe(200);
  const over = await untilTold(caseNo, []);
  tell('F25 terminate', `told after ${told} s, over ${over} s after caseloop revive`);
  expect(await agree(stage, [caseNo])).toBe(true);
});

it('F25 a workflow that is reset takes over what the ledger holds', async () => {
  const [caseNo = ''] = await someCases(stage, 1, 'reset');
  expect((await note(stage, caseNo, `before-${caseNo}`)).status).toBe(200);
  const { history } = await stage.engine.workflowService.getWorkflowExecutionHistory({
    namespace: stage.engine.options.namespace,
    execution: { workflowId: workflowIdOf(caseNo) },
  });
  const first = history?.events?.find((event) => event.workflowTaskCompletedEventAttributes);
  await stage.engine.workflowService.resetWorkflowExecution({
    namespace: stage.engine.options.namespace,
    workflowExecution: { workflowId: workflowIdOf(caseNo) },
    workflowTaskFinishEventId: first?.eventId ?? null,
    requestId: `reset-${caseNo}`,
    reason: 'an operator helped',
  });
  await expect
    .poll(async () => (await note(stage, caseNo, `after-${caseNo}`)).status, { timeout: 60_000, interval: 500 })
    .toBe(200);
  expect(await readEvents(stage.db, caseNo)).toHaveLength(3);
  expect(await agree(stage, [caseNo])).toBe(true);
});

it('F25 an edited read model is told, and rebuilt from the ledger', async () => {
  const [caseNo = ''] = await someCases(stage, 1, 'read model');
  await asOwner(`update case_view set responsible = 'xx' where case_no = '${caseNo}'`);
  const told = await untilTold(caseNo, ['ReadModelDiffers']);
  await stage.system.run('rebuild', '--case', caseNo);
  await untilTold(caseNo, []);
  tell('F25 edited read model', `told after ${told} s, mended by caseloop rebuild`);
  expect(await agree(stage, [caseNo])).toBe(true);
});

it('F25 a ledger that its owner edits, past its triggers, is told from the others', async () => {
  const [edited = '', untouched = ''] = await someCases(stage, 2, 'edited');
  await asOwner(
    'begin',
    'alter table case_event disable trigger case_event_append_only',
    `update case_event set body = replace(body, 'cityAppearance', 'environment') where case_no = '${edited}' and seq = 1`,
    'alter table case_event enable trigger case_event_append_only',
    'commit',
  );
  const told = await untilTold(edited, ['LedgerBroken']);
  tell('F25 edited ledger', `told after ${told} s`);
  expect(await incidentsOf(untouched)).toEqual([]);
  expect(await agree(stage, [edited])).toBe(false);
  expect(await agree(stage, [untouched])).toBe(true);
});
