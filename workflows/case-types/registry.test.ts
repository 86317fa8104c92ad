// The starter types as a set: each sound, each category claimed once, each identity stable.
import { expect, test } from 'vitest';
import { CaseTypeDefinition, phases } from '../contract/case-type.ts';
import { checkCaseType, hashCaseType } from '../sdk/index.ts';
import { caseTypes, typeFor } from './index.ts';

test.each(caseTypes.map((type) => [type.name, type] as const))('%s passes all checks', (_, type) => {
  expect(checkCaseType(type)).toEqual([]);
});

test.each(caseTypes.map((type) => [type.name, type] as const))('%s has steps in all five phases', (_, type) => {
  expect(new Set(Object.values(type.steps).map(({ phase }) => phase))).toEqual(new Set(phases));
});

test('names are unique and each category belongs to one type', () => {
  const categories = caseTypes.flatMap((type) => type.categories);
  expect(new Set(categories).size).toBe(categories.length);
  expect(new Set(caseTypes.map(({ name }) => name)).size).toBe(caseTypes.length);
});

test('a category finds its type, and an unclaimed one the general request', () => {
  expect(typeFor('water').name).toBe('utility-repair');
  expect(typeFor('clutter').name).toBe('neighbour-dispute');
  expect(typeFor('general').name).toBe('general-request');
  expect(typeFor('toString').name).toBe('general-request');
});

test('a definition keeps its hash on its way through JSON, and changes it with its content', () => {
  for (const type of caseTypes) {
    const received = CaseTypeDefinition.parse(JSON.parse(JSON.stringify(type)));
    expect(hashCaseType(received)).toBe(hashCaseType(type));
    expect(hashCaseType({ ...type, version: type.version + 1 })).not.toBe(hashCaseType(type));
  }
});
