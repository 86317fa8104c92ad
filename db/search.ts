// Searching by words. Common words are met soon when the list is read in its order; rare ones are few in the index of character pairs.
// Which of the two a word is, the first cases of the list tell: the planner does not know how often two pairs stand together.
import type { Database } from './client.ts';
import { type Conditions, conditions } from './conditions.ts';

type Value = Conditions['value'];

/** Characters that a case number is made of. */
const inNumbers = /^[A-Za-z0-9-]+$/;

/** ASCII letters in lower case, as `lower(… collate "C")` writes them. */
const lower = (words: string): string => words.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Pairs of neighbouring characters, as the database's `bigrams` tells them. */
const pairsOf = (words: string): string[] => {
  const characters = [...words];
  return characters.slice(1).map((character, i) => `${characters[i]}${character}`);
};

/** What is looked for, and where. */
export interface Sought {
  q: string;
  /** Not in what is said of the reporter: who searches sees that masked, and would find it out character by character. */
  exceptReporter: boolean;
}

const inText = (value: Value, q: string): string => `strpos(lower(text collate "C"), ${value(lower(q))}) > 0`;

/** Holds for a text that may be looked into; read from the case, for few texts hold what is looked for. */
const open = ({ exceptReporter }: Sought): string =>
  exceptReporter
    ? ` and vault_text.ref is distinct from
        (select state #>> '{intake,reporter,ref}' from case_view as its_case where its_case.case_no = vault_text.case_no)`
    : '';

/**
 * Holds for a row of `case_view` with `q` in its number or its texts, letters in either case. An array, so that the index of pairs is
 * asked first whatever the planner thinks: it takes every rare word for as common as the rarest that it knows.
 */
const containing = (value: Value, sought: Sought): string => {
  const { q } = sought;
  const pairs = pairsOf(lower(q));
  const has = `${pairs.length > 0 ? `bigrams(text) @> ${value(pairs)}::text[] and ` : ''}${inText(value, q)}${open(sought)}`;
  if (!inNumbers.test(q)) {
    return `case_no = any(array(select case_no from vault_text where ${has}))`;
  }
  return `case_no = any(array(select case_no from case_event where seq = 1 and case_no ilike ${value(`%${q}%`)}
    union all select case_no from vault_text where ${has}))`;
};

/** The same, read from each row's texts: for words that stand in many. `row`: `case_view`, or what stands in for it. */
const containingEach = (value: Value, sought: Sought, row: string): string => {
  const { q } = sought;
  const number = inNumbers.test(q) ? `${row}.case_no ilike ${value(`%${q}%`)} or ` : '';
  // OFFSET keeps the planner from asking an index for all rows at once.
  return `(${number}exists (select from vault_text where vault_text.case_no = ${row}.case_no and ${inText(value, q)}${open(sought)} offset 0))`;
};

/** Cases that are looked through before anything else. */
const firstLook = 400;
/** Cases that are looked through at most before the index is asked; reading more takes longer. */
const furthestLook = 6_000;
/** Of the first ones: as many hits promise a full page within the furthest look. */
const promising = 4;

interface Look {
  looked: number;
  found: string[];
}

/**
 * The condition that finds the first `wanted` cases of a list that contain what is sought.
 * @param asked the list's other conditions, anew for each query
 */
export const searching = async (
  db: Database,
  asked: () => Conditions,
  order: string,
  sought: Sought,
  wanted: number,
): Promise<(value: Value) => string> => {
  const look = async (among: number): Promise<Look> => {
    const where = asked();
    const first = `select case_no, received_at, due_at from case_view ${where.text} order by ${order} limit ${among}`;
    const { rows } = await db.pool.query<Look>(
      `with nearby as materialized (${first})
       select (select count(*)::integer from nearby) as looked,
         array(select case_no from nearby where ${containingEach(where.value, sought, 'nearby')}
           order by ${order} limit ${where.value(wanted)}) as found`,
      where.values,
    );
    return rows[0] as Look;
  };
  const isEnough = ({ looked, found }: Look, among: number): boolean => looked < among || found.length >= wanted;
  const these =
    ({ found }: Look) =>
    (value: Value) =>
      `case_no = any(${value(found)})`;

  const near = await look(firstLook);
  if (isEnough(near, firstLook)) return these(near);
  const common = await isCommon(db, sought.q);
  if (near.found.length < promising && !common) return (value) => containing(value, sought);
  const further = Math.min(furthestLook, Math.ceil((1.5 * firstLook * wanted) / Math.max(1, near.found.length)));
  const far = await look(further);
  if (isEnough(far, further)) return these(far);
  return (value) => (common ? containingEach(value, sought, 'case_view') : containing(value, sought));
};

/** Texts in the sample that tells whether a word is common. */
const sample = 2_000;

/** Stands in one of 500 texts or more. New cases have few texts: the beginning of a list does not tell. */
const isCommon = async (db: Database, q: string): Promise<boolean> => {
  const { values, value } = conditions();
  const { rows } = await db.pool.query<{ hits: number }>(
    `select count(*)::integer as hits from vault_text tablesample system (
       (select least(100, 100 * ${value(sample)}::real / greatest(reltuples, 1)) from pg_class where oid = 'vault_text'::regclass))
     where ${inText(value, q)}`,
    values,
  );
  return (rows[0]?.hits ?? 0) >= sample / 500;
};
