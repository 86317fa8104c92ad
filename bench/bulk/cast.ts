// Casting one mould many times: what differs between two cases of the same life (number, place, source, instants, hashes) is cut out
// of its rows once and filled in for each copy.
import { viewOf } from '../../db/case-view.ts';
import { canonical } from '../../workflows/case/chain.ts';
import { field } from './copy.ts';
import type { Mould } from './lives.ts';

/** What is filled in. Instants are moved by `shiftMs`. */
export interface Copy {
  caseNo: string;
  /** Org paths. */
  grid: string;
  community: string;
  street: string;
  otherStreet: string;
  source: string;
  rehearsal: string;
  shiftMs: number;
  /** Hash of the event before, or of the last one. */
  hash: string;
}

type Slot = Exclude<keyof Copy, 'shiftMs'>;

/** A text with gaps: literal, a slot's name, or an instant in ms, in turn. */
type Form = readonly (string | { slot: Slot } | { at: number })[];

const gaps =
  /SF-20260901-00001|xx\.zone\.wenchang\.biguiyuan\.g03|xx\.zone\.wenchang\.biguiyuan|xx\.zone\.wenchang|xx\.zone\.yongfu|"(?:prev|head)":"[0-9a-f]{64}"|"source":"[a-z]+"|"rehearsal":false|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

const named: Record<string, Slot> = {
  'SF-20260901-00001': 'caseNo',
  'xx.zone.wenchang.biguiyuan.g03': 'grid',
  'xx.zone.wenchang.biguiyuan': 'community',
  'xx.zone.wenchang': 'street',
  'xx.zone.yongfu': 'otherStreet',
};

const gapsOf = (found: string): Form => {
  const slot = named[found];
  if (slot !== undefined) return [{ slot }];
  if (found.startsWith('"source"')) return ['"source":"', { slot: 'source' }, '"'];
  if (found.startsWith('"rehearsal"')) return ['"rehearsal":', { slot: 'rehearsal' }];
  if (found.startsWith('"')) return [found.slice(0, 8), { slot: 'hash' }, '"'];
  return [{ at: Date.parse(found) }];
};

export const formOf = (text: string): Form => {
  const form: Form[number][] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(gaps)) {
    form.push(text.slice(from, index), ...gapsOf(found));
    from = index + found.length;
  }
  return [...form, text.slice(from)];
};

export const fill = (form: Form, copy: Copy): string => {
  let text = '';
  for (const part of form) {
    if (typeof part === 'string') text += part;
    else if ('slot' in part) text += copy[part.slot];
    else text += new Date(part.at + copy.shiftMs).toISOString();
  }
  return text;
};

/** The forms of a mould's rows. */
export interface Cast {
  mould: Mould;
  receivedAt: number;
  /** The last event, in ms. */
  lastAt: number;
  /** When it is archived, in ms; null while open. */
  archiveAt: number | null;
  events: readonly { type: string; commandId: string | null; at: number; body: Form }[];
  /** Columns of `case_view` in the order of {@link viewColumns}, tab-separated, escaped for COPY. */
  view: Form;
  texts: readonly { ref: Form; name: string }[];
}

/** Set by the slots themselves: a column has no name beside it by which a gap could be told. */
const columnSlots: Record<string, Form> = {
  source: [{ slot: 'source' }],
  rehearsal: [{ slot: 'rehearsal' }],
  head: [{ slot: 'hash' }],
};

const columnOf = ([name, value]: [string, unknown]): Form => {
  const slot = columnSlots[name];
  if (slot) return slot;
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return formOf(field(isObject ? JSON.stringify(value) : value));
};

export const viewColumns = (mould: Mould): string[] => Object.keys(viewOf(mould.state));

export const castOf = (mould: Mould): Cast => ({
  mould,
  receivedAt: Date.parse(mould.state.intake.receivedAt),
  lastAt: Date.parse(mould.state.at),
  archiveAt: mould.state.archiveAt === null ? null : Date.parse(mould.state.archiveAt),
  events: mould.events.map(({ hash: _, ...event }) => ({
    type: event.type,
    commandId: event.commandId,
    at: Date.parse(event.at),
    body: formOf(canonical(event)),
  })),
  view: Object.entries(viewOf(mould.state)).flatMap((column, i) => [...(i > 0 ? ['\t'] : []), ...columnOf(column)]),
  texts: mould.texts.map(({ ref, name }) => ({ ref: formOf(ref), name })),
});
