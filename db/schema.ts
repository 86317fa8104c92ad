// The tables. What each table and column is stands beside it; `migrations/` puts the tables' descriptions into the database as well.
// Case data is written by `commit.ts` alone; free text and personal data live in `vault_text` and `attachment` only.
import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { WorkingCalendar } from '../workflows/contract/calendar.ts';
import type { CaseTypeDefinition } from '../workflows/contract/case-type.ts';
import type { OpenCase } from '../workflows/contract/command.ts';
import type { CaseState } from '../workflows/contract/state.ts';
import { bytea, instant, ltree, ltreeArray, transactionNumber } from './columns.ts';

const createdAt = instant('created_at').notNull().default(sql`now()`);

/** 组织与网格: the five levels, departments and utilities. */
export const orgUnit = pgTable(
  'org_unit',
  {
    path: ltree('path').primaryKey(),
    name: text('name').notNull(),
    /** `urban`, `rural`, `special` for a grid; null for everything else. */
    gridClass: text('grid_class'),
    /** Letters that case numbers of a county begin with; null below and above the counties. */
    code: text('code').unique(),
    active: boolean('active').notNull().default(true),
  },
  (t) => [index('org_unit_path').using('gist', t.path)],
);

/** 人员: posts, and who may sign in. */
export const person = pgTable(
  'person',
  {
    id: text('id').primaryKey(),
    unit: ltree('unit').notNull(),
    role: text('role').notNull(),
    /** The post's name, 「网格员 永福-崔庄-03」. */
    name: text('name').notNull(),
    /** 专职, 兼职 … as `fullTime`, `partTime`, `gridHead`, `instructor`, `officer`. */
    post: text('post').notNull(),
    username: text('username').unique(),
    /** scrypt, `N$r$p$salt$hash`; null: may not sign in. */
    passwordHash: text('password_hash'),
    active: boolean('active').notNull().default(true),
    failedAttempts: integer('failed_attempts').notNull().default(0),
    lockedUntil: instant('locked_until'),
  },
  (t) => [index('person_unit').using('gist', t.unit)],
);

/**
 * 登录尝试: counted for a user name, whether anybody has it or not, and where it is tried from. The empty address counts all addresses
 * together from which nobody has signed in with the name.
 */
export const signInAttempt = pgTable(
  'sign_in_attempt',
  {
    username: text('username').notNull(),
    /** An IPv4 address, the network (/64) of an IPv6 address, or empty. */
    address: text('address').notNull(),
    /** Since `since`, those under way included; a right password gives its own back. */
    failed: integer('failed').notNull(),
    since: instant('since').notNull().default(sql`now()`),
    lockedUntil: instant('locked_until'),
    /** When the right password came from there last. */
    signedInAt: instant('signed_in_at'),
  },
  (t) => [primaryKey({ columns: [t.username, t.address] }), index('sign_in_attempt_since').on(t.since)],
);

/** 会话: bearer tokens, by their hash. */
export const session = pgTable('session', {
  /** SHA-256 of the token. */
  tokenHash: bytea('token_hash').primaryKey(),
  /** Null for a resident. */
  personId: text('person_id').references(() => person.id),
  /** The resident's case; null for a person. */
  caseNo: text('case_no'),
  createdAt,
  expiresAt: instant('expires_at').notNull(),
  /** When it was last used, to within some minutes. */
  usedAt: instant('used_at').notNull().default(sql`now()`),
  /** It shows the command hall on a wall and may do nothing else. */
  wall: boolean('wall').notNull().default(false),
});

/** 保存的视图: a person's own filters of the work list, by name. */
export const savedView = pgTable(
  'saved_view',
  {
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    name: text('name').notNull(),
    /** The filters as the page's address has them, without `?`. */
    search: text('search').notNull(),
    createdAt,
  },
  (t) => [primaryKey({ columns: [t.personId, t.name] })],
);

/** 值班: who stands for a unit, and when. */
export const duty = pgTable(
  'duty',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    unit: ltree('unit').notNull(),
    personId: text('person_id')
      .notNull()
      .references(() => person.id),
    from: instant('from_at').notNull(),
    /** Null: until further notice. */
    to: instant('to_at'),
  },
  (t) => [index('duty_unit').on(t.unit)],
);

/** 组织变更: what administrators did to units, people and rosters; append-only. */
export const orgChange = pgTable(
  'org_change',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    unit: ltree('unit').notNull(),
    /** What was done: `unitEntered`, `dutyEnded` …. */
    kind: text('kind').notNull(),
    /** What became of it: names, a person's id, instants. */
    detail: jsonb('detail').$type<Record<string, string | null>>().notNull(),
    /** The person who did it. */
    by: text('by_person').notNull(),
    at: instant('at').notNull().default(sql`now()`),
  },
  (t) => [index('org_change_unit').on(t.unit, t.id)],
);

/** 查看留痕: who was shown a case's words, or handed its files; append-only, and forgotten after three years (`looks.ts`). */
export const caseLook = pgTable(
  'case_look',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    caseNo: text('case_no').notNull(),
    /** `case`, `attachment`, `ledger`, `ledgerFile`, `historyFile`. */
    kind: text('kind').notNull(),
    /** Which of several: an attachment's reference, a run's number; null: there is one. */
    part: text('part'),
    /** A person's id, or `resident`: whoever holds the receipt. */
    personId: text('person_id').notNull(),
    /** In whose name they looked. */
    unit: ltree('unit').notNull(),
    role: text('role').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('case_look_case').on(t.caseNo, t.at, t.id), index('case_look_at').on(t.at)],
);

/** 工作日历: every version that was ever published. */
export const calendar = pgTable(
  'calendar',
  {
    name: text('name').notNull(),
    version: integer('version').notNull(),
    /** A `WorkingCalendar`, resolved. */
    definition: jsonb('definition').$type<WorkingCalendar>().notNull(),
    publishedAt: instant('published_at').notNull().default(sql`now()`),
    publishedBy: text('published_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.version] })],
);

/** 事项类型版本: every version that was ever published; a version never changes. */
export const caseTypeVersion = pgTable(
  'case_type_version',
  {
    name: text('name').notNull(),
    version: integer('version').notNull(),
    /** SHA-256 of the definition's canonical JSON. */
    hash: text('hash').notNull(),
    /** Kept as it was written: `jsonb` would lose the order of fields in forms. */
    definition: json('definition').$type<CaseTypeDefinition>().notNull(),
    publishedAt: instant('published_at').notNull().default(sql`now()`),
    publishedBy: text('published_by').notNull(),
    /** The city or county whose administrators publish it, and in which it is offered; the same in every version. */
    owner: ltree('owner').notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.version] })],
);

/** Running numbers of a county's day. */
export const caseCounter = pgTable(
  'case_counter',
  {
    code: text('code').notNull(),
    /** China's date, `20261123`. */
    day: text('day').notNull(),
    last: integer('last').notNull(),
  },
  (t) => [primaryKey({ columns: [t.code, t.day] })],
);

/** 受理登记: a receipt is a row here; its case is started from the row. */
export const intake = pgTable(
  'intake',
  {
    caseNo: text('case_no').primaryKey(),
    /** Whose idempotency key it is. */
    scope: text('scope').notNull(),
    key: text('key').notNull(),
    bodyHash: text('body_hash').notNull(),
    /** The workflow's input, with type and calendar by name and version only; see `opening.ts`. */
    openCase: json('open_case').$type<OpenCase>().notNull(),
    receivedAt: instant('received_at').notNull(),
    /** When the case was known to run; null: the dispatcher goes on trying. */
    startedAt: instant('started_at'),
    attempts: integer('attempts').notNull().default(0),
    /** Not before this is it tried again. */
    nextAttemptAt: instant('next_attempt_at').notNull().default(sql`now()`),
    lastError: text('last_error'),
  },
  (t) => [
    unique('intake_key').on(t.scope, t.key),
    // What one person reported, the latest first.
    index('intake_reported').on(t.scope, t.receivedAt, t.caseNo),
    index('intake_waiting').on(t.nextAttemptAt).where(sql`started_at is null`),
  ],
);

/** 幂等键: actions of people that were begun, and what became of them. The durable truth is the case's own list. */
export const requestKey = pgTable(
  'request_key',
  {
    caseNo: text('case_no').notNull(),
    key: text('key').notNull(),
    bodyHash: text('body_hash').notNull(),
    begunAt: instant('begun_at').notNull().default(sql`now()`),
    /** `begun`, `done`, `refused`. */
    status: text('status').notNull().default('begun'),
    /** The case's seq after it was done. */
    seq: integer('seq'),
  },
  (t) => [
    primaryKey({ columns: [t.caseNo, t.key] }),
    // Which ones nobody ended: a few among those of all times.
    index('request_key_begun').on(t.begunAt).where(sql`status = 'begun'`),
    index('request_key_ended').on(t.begunAt).where(sql`status <> 'begun'`),
  ],
);

/** 台账: what happened, once and for ever. No role may change or delete a row. */
export const caseEvent = pgTable(
  'case_event',
  {
    caseNo: text('case_no').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    at: instant('at').notNull(),
    commandId: text('command_id'),
    /** The event in canonical JSON (RFC 8785), to the letter as it was hashed, without its hash. */
    body: text('body').notNull(),
    /** SHA-256 of `body`. */
    hash: text('hash').notNull(),
    /** HMAC-SHA256 of the hash, keyed outside the database: written by this system, not by hand. */
    seal: text('seal').notNull(),
    recordedAt: instant('recorded_at').notNull().default(sql`now()`),
    /** Which transaction wrote it: with a snapshot it tells what is news (`news.ts`). Null: written before there were news. */
    tx: transactionNumber('tx').default(sql`pg_current_xact_id()`),
  },
  (t) => [
    primaryKey({ columns: [t.caseNo, t.seq] }),
    index('case_event_tx').on(t.tx).where(sql`tx is not null`),
    uniqueIndex('case_event_command').on(t.caseNo, t.commandId).where(sql`command_id is not null`),
    // Part of a number is looked for here and not in `case_view`, whose rows are written anew with every event.
    index('case_event_number').using('gin', sql`case_no gin_trgm_ops`).where(sql`seq = 1`),
    // Which cases took over a version of a calendar: the command bears its name.
    index('case_event_adopted').on(t.commandId, t.caseNo).where(sql`type = 'calendarAdopted'`),
    check('case_event_seq', sql`seq > 0`),
  ],
);

/** 读模型: one row a case, all that lists filter and sort on, and the state. Follows the ledger in the same transaction. */
export const caseView = pgTable(
  'case_view',
  {
    caseNo: text('case_no').primaryKey(),
    seq: integer('seq').notNull(),
    head: text('head').notNull(),
    status: text('status').notNull(),
    phase: text('phase').notNull(),
    step: text('step').notNull(),
    type: text('type').notNull(),
    source: text('source').notNull(),
    category: text('category').notNull(),
    urgency: text('urgency').notNull(),
    area: ltree('area').notNull(),
    responsible: ltree('responsible').notNull(),
    /** Every unit that ever had a part in it; decides who may see the case. */
    involved: ltreeArray('involved').notNull(),
    /** The involved units and all that stand above them, for the index; a trigger follows `involved`. */
    scopes: text('scopes').array().notNull(),
    /** The earliest deadline that runs; null: none runs (closed, or suspended). */
    dueAt: instant('due_at'),
    /** Marked overdue and still open; a real case is overdue from its deadline on, marked or not. */
    overdue: boolean('overdue').notNull(),
    card: text('card'),
    rehearsal: boolean('rehearsal').notNull(),
    receivedAt: instant('received_at').notNull(),
    closedAt: instant('closed_at'),
    /** Closed without ever having been overdue; null while open. */
    onTime: boolean('on_time'),
    /** The calendar that its clocks follow. */
    calendar: text('calendar').notNull(),
    state: jsonb('state').$type<CaseState>().notNull(),
  },
  (t) => [
    index('case_view_slack')
      .on(sql`(coalesce(due_at, 'infinity'))`, t.caseNo)
      .where(sql`status = 'open' and not rehearsal`),
    index('case_view_received').on(t.receivedAt, t.caseNo).where(sql`not rehearsal`),
    index('case_view_rehearsals').on(t.receivedAt, t.caseNo).where(sql`rehearsal`),
    // Few keys, each in thousands of rows: a list of pending entries would save little and slow every read.
    index('case_view_open_scopes').using('gin', t.scopes).with({ fastupdate: false }).where(sql`status = 'open'`),
    index('case_view_scopes').using('gin', t.scopes).with({ fastupdate: false }),
  ],
);

/**
 * 办结计数: cases that are not open any more, counted for every unit that sees them by what the overview tells apart, by day and once more
 * by month, of which two years are 24. Kept by triggers of `case_view`; `recount_cases()` makes it anew.
 */
export const caseCount = pgTable(
  'case_count',
  {
    unit: text('unit').notNull(),
    /** `day` or `month`: how many days of reception are counted together. */
    per: text('per').notNull(),
    /** China's date of reception; of a month, its first day. */
    day: date('day').notNull(),
    rehearsal: boolean('rehearsal').notNull(),
    source: text('source').notNull(),
    type: text('type').notNull(),
    onTime: boolean('on_time').notNull(),
    cases: integer('cases').notNull(),
    /** Of these, by what the resident said last; withdrawn ones and those who were not reached said nothing. */
    verySatisfied: integer('very_satisfied').notNull().default(0),
    satisfied: integer('satisfied').notNull().default(0),
    basicallySatisfied: integer('basically_satisfied').notNull().default(0),
    dissatisfied: integer('dissatisfied').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.unit, t.per, t.day, t.rehearsal, t.source, t.type, t.onTime] })],
);

/**
 * 在办: what screens count of the open cases, a narrow row each: thousands of rows of `case_view` would have to be read for it. Kept by
 * a trigger of `case_view`; `recount_cases()` makes it anew.
 */
export const caseOpen = pgTable(
  'case_open',
  {
    // Of a fixed width first: these are found in a row without looking.
    rehearsal: boolean('rehearsal').notNull(),
    overdue: boolean('overdue').notNull(),
    /** Of the escalation ladder: 0 none yet, 1 reminded, 2 overdue, 3 raised one level, 4 two levels … */
    rung: smallint('rung').notNull().default(0),
    receivedAt: instant('received_at').notNull(),
    dueAt: instant('due_at'),
    phase: text('phase').notNull(),
    source: text('source').notNull(),
    /** Paths as text: they are grouped and compared by thousands. */
    area: text('area').notNull(),
    responsible: text('responsible').notNull(),
    card: text('card'),
    type: text('type').notNull(),
    /** Until when the supervision is to be answered; null: none is owed. */
    replyDueAt: instant('reply_due_at'),
    caseNo: text('case_no').primaryKey(),
    urgency: text('urgency').notNull(),
    step: text('step').notNull(),
    scopes: text('scopes').array().notNull(),
  },
  (t) => [index('case_open_scopes').using('gin', t.scopes).with({ fastupdate: false })],
);

/**
 * 动态: what a screen tells of the ledger, a narrow row an event: receptions, moves from phase to phase, cards. Kept by a trigger of
 * `case_event`, whose rows never change, and forgotten after a month (`forget-news.ts`); `retell_news(since)` makes it anew.
 */
export const caseNews = pgTable(
  'case_news',
  {
    caseNo: text('case_no').notNull(),
    seq: integer('seq').notNull(),
    type: text('type').notNull(),
    /** When it happened; of a rehearsal, whose own time is skipped, when it was recorded. */
    at: instant('at').notNull(),
    /** The phase before; null at reception. `closed` stands for a case that is not open. */
    fromPhase: text('from_phase'),
    toPhase: text('to_phase').notNull(),
    /** Who answers for it then. */
    responsible: ltree('responsible').notNull(),
    area: ltree('area').notNull(),
    source: text('source').notNull(),
    rehearsal: boolean('rehearsal').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.caseNo, t.seq] }),
    index('case_news_at').on(t.at),
    index('case_news_turnover').on(t.at).where(sql`from_phase is null or to_phase = 'closed'`),
  ],
);

/** 待发通知: what units and residents are to be told, in the order of the case; without personal data. Kept for a month (`forget-notices.ts`). */
export const outbox = pgTable(
  'outbox',
  {
    caseNo: text('case_no').notNull(),
    seq: integer('seq').notNull(),
    /** Several audiences of one event. */
    part: integer('part').notNull(),
    kind: text('kind').notNull(),
    /** An org path, or `resident`. */
    audience: text('audience').notNull(),
    createdAt,
    deliveredAt: instant('delivered_at'),
  },
  (t) => [primaryKey({ columns: [t.caseNo, t.seq, t.part] }), index('outbox_created').on(t.createdAt)],
);

/** 保险库·文字: free text and personal data; everything else holds references to it. */
export const vaultText = pgTable(
  'vault_text',
  {
    ref: text('ref').primaryKey(),
    caseNo: text('case_no').notNull(),
    /** Null once erased. */
    text: text('text'),
    /** HMAC-SHA256, keyed outside the database. */
    digest: text('digest').notNull(),
    erasedAt: instant('erased_at'),
    createdAt,
  },
  (t) => [index('vault_text_bigrams').using('gin', sql`bigrams(${t.text})`), index('vault_text_case').on(t.caseNo)],
);

/** 保险库·附件: photos and scans. */
export const attachment = pgTable(
  'attachment',
  {
    ref: text('ref').primaryKey(),
    /** Who uploaded it; only they can name it in a case. */
    uploader: text('uploader').notNull(),
    mediaType: text('media_type').notNull(),
    sha256: text('sha256').notNull(),
    size: integer('size').notNull(),
    bytes: bytea('bytes').notNull(),
    createdAt,
    /** Cases that its uploader wanted to put it into; a refused action leaves it here, but not in the case. */
    namedIn: text('named_in').array().notNull().default(sql`'{}'`),
    /** When it was last named. */
    namedAt: instant('named_at'),
    /** A case was seen to hold it: it stays. */
    kept: boolean('kept').notNull().default(false),
  },
  (t) => [
    index('attachment_uploader').on(t.uploader, t.createdAt),
    index('attachment_loose').on(t.createdAt).where(sql`not kept`),
  ],
);

/** 运行历史: every run of every case's workflow; its history is exported before the engine forgets it. */
export const runHistory = pgTable(
  'run_history',
  {
    runId: text('run_id').primaryKey(),
    workflowId: text('workflow_id').notNull(),
    caseNo: text('case_no').notNull(),
    /** The first seq that this run decided. */
    firstSeq: integer('first_seq').notNull(),
    /** When it was exported, or given up because the engine had deleted it; null: still to do. */
    exportedAt: instant('exported_at'),
    /** Events of the engine's history. */
    events: integer('events'),
    /** The history as protobuf-JSON, gzip. */
    history: bytea('history'),
    /** SHA-256 of the JSON before compression. */
    sha256: text('sha256'),
  },
  (t) => [
    index('run_history_case').on(t.caseNo, t.firstSeq),
    index('run_history_waiting').on(t.caseNo).where(sql`exported_at is null`),
  ],
);

/** 异常: what a person must look into, and how to mend it. */
export const incident = pgTable(
  'incident',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind').notNull(),
    caseNo: text('case_no'),
    what: text('what').notNull(),
    /** What to do about it. */
    mend: text('mend').notNull(),
    at: instant('at').notNull().default(sql`now()`),
    resolvedAt: instant('resolved_at'),
  },
  // Resolved ones are kept, and are in nobody's way.
  (t) => [index('incident_open').on(t.caseNo, t.kind).where(sql`resolved_at is null`)],
);
