// Many open cases at once: receipts that the dispatcher starts, as after an outage. Each falls due at a chosen instant, because its
// reception is dated that much before.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { crowd } from '../../bench/crowd.ts';
import { rounded } from '../../bench/numbers.ts';
import { readCalendar } from '../../db/calendars.ts';
import { readCaseType } from '../../db/case-types.ts';
import type { Database } from '../../db/client.ts';
import { receive } from '../../db/intake.ts';
import { latestPublications, type Publications } from '../../db/publications.ts';
import { sealText } from '../../db/vault.ts';
import { loadKeys } from '../../platform/keys.ts';
import { generalRequest } from '../../workflows/case-types/general-request/index.ts';
import type { OpenCase } from '../../workflows/contract/command.ts';
import type { System } from './system.ts';

/** The case type's first limit for emergencies is a quarter of an hour on the wall clock. */
export const emergencyLimitMs = 15 * 60_000;

export interface Backlog {
  cases: number;
  urgency: 'emergency' | 'normal';
  /** When each was received. */
  receivedAt: (index: number) => Date;
}

/** Writes the receipts; the system's own dispatcher starts the cases. Areas: all grids of the zone in turn. */
export const writeReceipts = async (
  system: System,
  db: Database,
  { cases, urgency, receivedAt }: Backlog,
): Promise<string[]> => {
  const keys = loadKeys(`${system.home}/keys.json`);
  const { rows: grids } = await db.pool.query<{ path: string }>(
    `select path::text from org_unit where path <@ 'xx.zone' and nlevel(path) = 5 order by path`,
  );
  const [{ calendar: latest }] = (await latestPublications(db, ['xx.zone'])) as [Publications];
  const calendar = await readCalendar(db, latest.name, latest.version);
  const definition = await readCaseType(db, generalRequest);
  if (!calendar || !definition) throw new Error('The zone has no calendar or case type.');
  const numbers: string[] = [];
  await crowd(4, cases, async (index) => {
    const area = (grids[index % grids.length] as { path: string }).path;
    const id = randomUUID();
    const at = receivedAt(index);
    const received = await receive(db, {
      scope: 'bench',
      key: id,
      bodyHash: id.replaceAll('-', '').repeat(2),
      receivedAt: at,
      area,
      prepare: (caseNo) => {
        const text = sealText(keys, {
          owner: caseNo,
          ref: `${caseNo}/intake/description`,
          text: '路面积水，行人绕行。',
        });
        const open: OpenCase = {
          v: 1,
          caseNo,
          definition,
          calendar,
          rehearsal: false,
          intake: {
            source: 'hotline',
            category: 'environment',
            urgency,
            area,
            receivedAt: at.toISOString(),
            description: text.ref,
            reporter: null,
            place: null,
            attachments: [],
          },
          id,
          bodyHash: id.replaceAll('-', '').repeat(2),
          actor: { person: 'system', unit: 'xx.zone' },
          authority: { role: 'county', unit: 'xx.zone', basis: 'duty' },
        };
        return { open, texts: [text.row] };
      },
    });
    if (received.kind === 'new') numbers.push(received.open.caseNo);
  });
  return numbers;
};

/** Waits until every receipt's case runs. @returns how long that took and how fast it went */
export const untilAllRun = async (db: Database): Promise<{ openedPerSecond: number; tookMs: number }> => {
  const count = async (): Promise<number> =>
    (await db.pool.query('select count(*)::integer as n from intake where started_at is null')).rows[0].n;
  const all = await count();
  const began = performance.now();
  while ((await count()) > 0) await delay(500);
  const tookMs = performance.now() - began;
  return { openedPerSecond: rounded((all * 1000) / tookMs), tookMs: Math.round(tookMs) };
};
