// Searching by words. Common words are met soon when the list is read in its order; rare ones are few in the index of character pairs.
// Which of the two a word is, the first cases of the list tell: the planner does not know how often two pairs stand together.
import type { Database } from './client.ts';
import type { Conditions } from './conditions.ts';

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

const inText = (value: Value, q: string): string => `strpos(lower(text collate "C"), ${value(lower(q))}) > 0`;

/** Holds for a row of `case_view` with `q` in its number or its texts, letters in either case; by index. */
export const containing = (value: Value, q: string): string => {
  const pairs = pairsOf(lower(q));
  const has = `${pairs.length > 0 ? `bigrams(text) @> ${value(pairs)}::text[] and ` : ''}${inText(value, q)}`;
  if (!inNumbers.test(q)) {
    return `case_no in (select case_no from vault_text where ${has})`;
  }
  return `case_no in (select case_no from case_event where seq = 1 and case_no ilike ${value(`%${q}%`)}
    union all select case_no from vault_text where ${has})`;
};

/** Cases that are looked through before the index is asked. */
const firstLook = 400;
/** Cases that are looked through at most; reading more takes longer than the index does. */
const furthestLook = 6_000;
/** Of the first ones: as many hits promise a full page within the furthest look. */
const promising = 4;

/**
 * The first `wanted` cases of a list that contain `q`, by reading the list's first cases.
 * @param asked the list's conditions, anew for each query
 * @returns their numbers; null when they lie too far apart to be found like this
 */
export const searchNearby = async (
  db: Database,
  asked: () => Conditions,
  order: string,
  q: string,
  wanted: number,
): Promise<string[] | null> => {
  const look = async (among: number): Promise<{ looked: number; found: string[] }> => {
    const where = asked();
    const first = `select case_no, received_at, due_at from case_view ${where.text} order by ${order} limit ${among}`;
    const number = inNumbers.test(q) ? `case_no ilike ${where.value(`%${q}%`)} or ` : '';
    const text = `exists (select from vault_text where vault_text.case_no = nearby.case_no and ${inText(where.value, q)} offset 0)`;
    const { rows } = await db.pool.query<{ looked: number; found: string[] }>(
      `with nearby as materialized (${first})
       select (select count(*)::integer from nearby) as looked,
         array(select case_no from nearby where ${number}${text} order by ${order} limit ${where.value(wanted)}) as found`,
      where.values,
    );
    return rows[0] as { looked: number; found: string[] };
  };
  const isEnough = ({ looked, found }: { looked: number; found: string[] }, among: number): boolean =>
    looked < among || found.length >= wanted;
  const near = await look(firstLook);
  if (isEnough(near, firstLook)) return near.found;
  if (near.found.length < promising) return null;
  const further = Math.min(furthestLook, Math.ceil((1.5 * firstLook * wanted) / near.found.length));
  const far = await look(further);
  return isEnough(far, further) ? far.found : null;
};
