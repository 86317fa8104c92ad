// What the vault holds, proven against the ledger: the digest of each text that the events refer to, the SHA-256 of each file. The digest's
// key is outside the database, so whoever writes other words into the vault cannot make them fit.
import type { CaseEvent } from '../workflows/contract/event.ts';
import type { AttachmentRef } from '../workflows/contract/vault.ts';
import type { Finding } from './incidents.ts';
import type { Queries } from './reconcile-ledger.ts';
import { referencesIn } from './references.ts';
import { digestOf } from './vault.ts';

/**
 * A text or a file that is not the one which the event `seq` refers to, or is not there without having been erased; or a text that was written
 * for another case. A file is uploaded before it is known for which case, and may belong to several.
 */
export interface VaultFault {
  seq: number;
  ref: string;
  what: 'altered' | 'missing' | 'foreign';
}

export interface VaultProof {
  /** Texts and files that the events refer to. */
  texts: number;
  files: number;
  /** Of these texts, those that were erased, as their rows say. */
  erased: number;
  /** In the order of the events. */
  faults: VaultFault[];
}

/** @param vaultKey `keys.vault`; @param events of one case, proven themselves or not: what they say is what the vault is held against */
export const proveVault = async (db: Queries, vaultKey: string, events: readonly CaseEvent[]): Promise<VaultProof> => {
  const { texts, files } = referencesIn(events);
  const inText = await textsOf(db, texts);
  const faults: VaultFault[] = [];
  let erased = 0;
  for (const { seq, ref, digest } of texts) {
    const held = inText.get(ref);
    if (!ref.startsWith(`${events[0]?.caseNo}/`)) faults.push({ seq, ref, what: 'foreign' });
    else if (held === undefined || (held.text === null && !held.erased)) faults.push({ seq, ref, what: 'missing' });
    else if (held.text === null) erased += 1;
    else if (digestOf(vaultKey, ref, held.text) !== digest) faults.push({ seq, ref, what: 'altered' });
  }
  for (const file of files) {
    const what = await faultIn(db, file);
    if (what) faults.push({ seq: file.seq, ref: file.ref, what });
  }
  faults.sort((a, b) => a.seq - b.seq);
  return { texts: texts.length, files: files.length, erased, faults };
};

const textsOf = async (
  db: Queries,
  refs: readonly { ref: string }[],
): Promise<Map<string, { text: string | null; erased: boolean }>> => {
  if (refs.length === 0) return new Map();
  const { rows } = await db.query<{ ref: string; text: string | null; erased: boolean }>(
    'select ref, text, erased_at is not null as erased from vault_text where ref = any($1)',
    [refs.map(({ ref }) => ref)],
  );
  return new Map(rows.map(({ ref, text, erased }) => [ref, { text, erased }]));
};

/**
 * What is wrong with a file, if anything. Its bytes are hashed where they are: megabytes stay there. One file a statement, or a case with
 * many would take longer than a statement may; and other sizes are told without hashing, or a forger would choose how long it takes.
 */
const faultIn = async (db: Queries, { ref, bytes, sha256 }: AttachmentRef): Promise<VaultFault['what'] | null> => {
  const { rows } = await db.query<{ same: boolean }>(
    `select case when octet_length(bytes) = $2 then encode(pg_catalog.sha256(bytes), 'hex') = $3 else false end as same
     from attachment where ref = $1`,
    [ref, bytes, sha256],
  );
  const [held] = rows;
  if (!held) return 'missing';
  return held.same ? null : 'altered';
};

/** Faults that are told one by one. */
const told = 5;

const zh: Record<VaultFault['what'], string> = { altered: '被改动', missing: '缺失', foreign: '属于另一事项' };
const en: Record<VaultFault['what'], string> = { altered: 'altered', missing: 'missing', foreign: 'of another case' };

/** Which texts and files, in which events. Chinese first, then English. */
export const faultsInWords = (faults: readonly VaultFault[]): string => {
  const first = faults.slice(0, told);
  const more = faults.length - first.length;
  const inChinese = first.map(({ seq, ref, what }) => `第 ${seq} 条 ${ref} ${zh[what]}`);
  const inEnglish = first.map(({ seq, ref, what }) => `event ${seq}, ${ref} ${en[what]}`);
  return `原文或附件与台账不符（${[...inChinese, ...(more > 0 ? [`另 ${more} 处`] : [])].join('；')}）texts or files are not what the ledger refers to: ${[...inEnglish, ...(more > 0 ? [`and ${more} more`] : [])].join('; ')}`;
};

export const vaultAltered = (caseNo: string, faults: readonly VaultFault[]): Finding => ({
  kind: vaultKind,
  caseNo,
  what: faultsInWords(faults),
  mend: `caseloop replay ${caseNo}`,
});

export const vaultKind = 'VaultAltered';
