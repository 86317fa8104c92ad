import { expect, it } from 'vitest';
import { anOpening } from '../../tests/support/builders.ts';
import { OpenCase, parseOpening } from './command.ts';

const opening = anOpening('XX-20261123-00001');

it('is parsed as the whole schema does it, the first time and after that', () => {
  for (let i = 0; i < 2; i += 1) expect(parseOpening(structuredClone(opening))).toEqual(OpenCase.parse(opening));
});

it.each<[string, Partial<Record<keyof OpenCase, unknown>>]>([
  ['definition', { definition: { ...opening.definition, initial: 5 } }],
  ['calendar', { calendar: { ...opening.calendar, version: 'one' } }],
  ['case number', { caseNo: 'five' }],
  ['surplus member', { surplus: 1 } as never],
])('is refused for a bad %s, every time', (_what, change) => {
  for (let i = 0; i < 2; i += 1) expect(() => parseOpening({ ...opening, ...change } as OpenCase)).toThrow();
});
