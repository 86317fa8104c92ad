// A stage for workflow tests: a database of its own, the real engine, a worker with a task queue of its own. Every case that was
// opened on it is checked three ways when it closes: ledger, read model and replay must agree.
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { inject } from 'vitest';
import { createActivities } from '../../activities/index.ts';
import { calendarFor } from '../../db/calendars.ts';
import { receive as receiveRequest } from '../../db/intake.ts';
import { vaultText } from '../../db/schema.ts';
import { sealText } from '../../db/vault.ts';
import { openCase } from '../../platform/temporal/open-case.ts';
import { advanceTime } from '../../platform/temporal/skip.ts';
import { quietRuntime } from '../../worker/quiet.ts';
import { createCaseWorker } from '../../worker/run.ts';
import { checkCase } from '../../worker/three-way.ts';
import { canonical, sha256 } from '../../workflows/case/chain.ts';
import type { Role } from '../../workflows/contract/actor.ts';
import type { CaseTypeDefinition, Source, Urgency } from '../../workflows/contract/case-type.ts';
import type { Command, OpenCase, Outcome } from '../../workflows/contract/command.ts';
import type { ActionInput } from '../../workflows/contract/fields.ts';
import { messages, updateIdOf, workflowIdOf } from '../../workflows/contract/ids.ts';
import { isDepartment, levelOf, type OrgPath } from '../../workflows/contract/org-path.ts';
import type { CaseState } from '../../workflows/contract/state.ts';
import type { Verdict } from '../../workflows/contract/verdict.ts';
import type { CaseActivities } from '../../workflows/runtime/ports.ts';
import { type TestDatabase, testDatabase } from './database.ts';

quietRuntime();

/** Keys of the tests' throw-away installation. */
export const testKeys = { vault: 'vault-of-the-tests', seal: 'seal-of-the-tests', token: 'token-of-the-tests' };

export interface Opening {
  area?: OrgPath;
  source?: Source;
  urgency?: Urgency;
}

export interface StagedCase {
  readonly caseNo: string;
  readonly open: OpenCase;
  /** Acts for a unit. Texts may be given as plain strings under `words`. @throws WorkflowUpdateFailedError when it is refused */
  act(unit: OrgPath, action: string, input?: ActionInput, options?: ActOptions): Promise<Outcome>;
  /** Moves the case's own time on. */
  advance(ms: number): Promise<void>;
  /** As the workflow holds it. */
  state(): Promise<CaseState>;
  verdict(): Promise<Verdict>;
}

export interface ActOptions {
  /** Idempotency key; a new one unless given. */
  id?: string;
  words?: Record<string, string>;
  role?: Role;
  basis?: 'duty' | 'receipt' | 'system';
}

export interface Rig {
  readonly database: TestDatabase;
  readonly client: Client;
  readonly taskQueue: string;
  open(definition: CaseTypeDefinition, opening?: Opening): Promise<StagedCase>;
  /** Gives a receipt without starting its case, as an API that died in between. */
  receiveOnly(definition: CaseTypeDefinition): Promise<StagedCase>;
  /** Stops the worker and starts another, which replays every case from its history. */
  restartWorker(): Promise<void>;
  /** Leaves a case out of the last check: a test has damaged it on purpose. */
  forget(staged: StagedCase): void;
  /** @throws Error with the findings when a case does not agree three ways */
  close(): Promise<void>;
}

export interface RigOptions {
  /** Wraps the real activities, e.g. to lose a result after the commit. */
  activities?: (real: CaseActivities) => CaseActivities;
  maxCachedWorkflows?: number;
}

export const openRig = async ({ activities = (real) => real, maxCachedWorkflows }: RigOptions = {}): Promise<Rig> => {
  const { temporalAddress: address, namespace } = inject('stack');
  const database = await testDatabase();
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const client = new Client({ connection, namespace });
  const taskQueue = `test-${randomUUID()}`;
  const staged = new Set<StagedCase>();

  const startWorker = async () => {
    const worker = await createCaseWorker({
      connection: native,
      namespace,
      taskQueue,
      activities: activities(createActivities({ db: database.db, keys: testKeys })),
      ...(maxCachedWorkflows !== undefined && { maxCachedWorkflows }),
    });
    const done = worker.run();
    return async () => {
      worker.shutdown();
      await done;
    };
  };
  let stopWorker = await startWorker();

  const stage = (open: OpenCase): StagedCase => {
    const { caseNo } = open;
    const handle = client.workflow.getHandle(workflowIdOf(caseNo));
    return {
      caseNo,
      open,
      async act(unit, action, input = {}, options = {}) {
        const { id = randomUUID(), words = {} } = options;
        const command = commandOf(caseNo, unit, action, input, { ...options, id });
        await keepWords(database, caseNo, id, words);
        return handle.executeUpdate<Outcome, [Command]>(messages.command, {
          args: [command],
          updateId: updateIdOf(command),
        });
      },
      advance: (ms) => advanceTime(client, workflowIdOf(caseNo), ms),
      state: () => handle.query<CaseState>(messages.state),
      verdict: () => checkCase({ db: database.db, client, sealKey: testKeys.seal }, caseNo),
    };
  };

  const receive = async (definition: CaseTypeDefinition, opening: Opening): Promise<StagedCase> => {
    const received = stage(await receiveForTest(database, definition, opening));
    staged.add(received);
    return received;
  };

  return {
    database,
    client,
    taskQueue,
    async open(definition, opening = {}) {
      const received = await receive(definition, opening);
      await openCase(client, taskQueue, received.open);
      return received;
    },
    receiveOnly: (definition) => receive(definition, {}),
    async restartWorker() {
      await stopWorker();
      stopWorker = await startWorker();
    },
    forget: (damaged) => void staged.delete(damaged),
    async close() {
      try {
        const verdicts = await Promise.all([...staged].map((each) => each.verdict()));
        const disagreeing = verdicts.filter(({ agrees }) => !agrees);
        if (disagreeing.length > 0) throw new Error(JSON.stringify(disagreeing, null, 2));
      } finally {
        await stopWorker();
        await Promise.all([connection.close(), native.close()]);
        await database.drop();
      }
    },
  };
};

export const roleOf = (unit: OrgPath): Role => {
  if (isDepartment(unit)) return 'department';
  const level = levelOf(unit);
  return level === 'grid' ? 'gridWorker' : level;
};

const reason = '测试理由';

const sealed = (caseNo: string, id: string, field: string, text: string) =>
  sealText(testKeys, { owner: caseNo, ref: `${caseNo}/${id}/${field}`, text });

const textOf = (caseNo: string, id: string, field: string, text: string) => sealed(caseNo, id, field, text).ref;

/** Puts a command's texts into the vault, as the API does before it sends the command. */
const keepWords = async ({ db }: TestDatabase, caseNo: string, id: string, words: Record<string, string>) => {
  const rows = Object.entries({ ...words, reason }).map(([field, text]) => sealed(caseNo, id, field, text).row);
  await db.orm.insert(vaultText).values(rows).onConflictDoNothing();
};

/** A command with a reason; `words` become references as the API makes them. */
export const commandOf = (
  caseNo: string,
  unit: OrgPath,
  action: string,
  input: ActionInput,
  { id = randomUUID(), words = {}, role = roleOf(unit), basis = 'duty' }: ActOptions = {},
): Command => ({
  id,
  bodyHash: sha256(canonical({ action, input, words })),
  action,
  input: {
    ...input,
    ...Object.fromEntries(Object.entries(words).map(([field, text]) => [field, textOf(caseNo, id, field, text)])),
  },
  reason: textOf(caseNo, id, 'reason', reason),
  actor: { person: `p-${unit}`, unit },
  authority: { role, unit, basis },
});

const receiveForTest = async (
  { db }: TestDatabase,
  definition: CaseTypeDefinition,
  { area = 'xx.zone.wenchang.biguiyuan', source = 'hotline', urgency = 'normal' }: Opening,
): Promise<OpenCase> => {
  const calendar = await calendarFor(db, area);
  const receivedAt = new Date();
  const key = randomUUID();
  const received = await receiveRequest(db, {
    scope: 'test',
    key,
    bodyHash: sha256(key),
    receivedAt,
    area,
    prepare: (caseNo) => {
      const { row, ref } = sealText(testKeys, {
        owner: caseNo,
        ref: `${caseNo}/description`,
        text: '楼道堆放杂物，影响通行',
      });
      const open: OpenCase = {
        v: 1,
        caseNo,
        definition,
        calendar,
        rehearsal: true,
        intake: {
          source,
          category: 'other',
          urgency,
          area,
          receivedAt: receivedAt.toISOString(),
          description: ref,
          reporter: null,
          place: null,
          attachments: [],
        },
        id: key,
        bodyHash: sha256(key),
        actor: { person: 'p-test', unit: 'xx.zone' },
        authority: { role: 'county', unit: 'xx.zone', basis: 'duty' },
      };
      return { open, texts: [row] };
    },
  });
  if (received.kind === 'conflict') throw new Error('A random key was used before.');
  return received.open;
};
