import { expect, test } from 'vitest';
import { CaseFailure } from '../contract/failures.ts';
import type { AttachmentRef } from '../contract/vault.ts';
import { sha256 } from './chain.ts';
import { mostFiles, requireRoom } from './material.ts';

const file = (name: number | string): AttachmentRef => ({
  ref: `ref-${name}`,
  sha256: sha256(`bytes of ${name}`),
  mediaType: 'image/jpeg',
  bytes: 22,
});
const files = (count: number): AttachmentRef[] => Array.from({ length: count }, (_, i) => file(i));

const refusalOf = (has: AttachmentRef[], action: string, field: string, brought: AttachmentRef[]) => {
  const command = { action, input: { text: 'words', [field]: brought } } as unknown as Parameters<
    typeof requireRoom
  >[1];
  try {
    requireRoom({ attachments: has }, command);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(CaseFailure);
    const { code, problems, message } = error as CaseFailure;
    return { code, pointers: problems.map(({ pointer }) => pointer), message };
  }
};

test('a case takes files until it is full, by whichever action they come', () => {
  for (const [action, field] of [
    ['attach', 'files'],
    ['complete', 'photos'],
  ] as const) {
    expect(refusalOf(files(mostFiles - 2), action, field, [file('a'), file('b')])).toBeNull();
    expect(refusalOf(files(mostFiles - 1), action, field, [file('a'), file('b')])).toMatchObject({
      code: 'InvalidInput',
      pointers: [`/input/${field}`],
      message: expect.stringMatching(/200.*199.*PDF/s),
    });
  }
});

test('a full case goes on: what brings no files is taken', () => {
  expect(refusalOf(files(mostFiles + 5), 'complete', 'photos', [])).toBeNull();
});

test('a file is attached once, whatever reference it comes by', () => {
  expect(refusalOf([file(1)], 'attach', 'files', [file(2), { ...file(1), ref: 'uploaded-again' }])).toMatchObject({
    code: 'InvalidInput',
    pointers: ['/input/files/1'],
  });
  expect(refusalOf([], 'attach', 'files', [file(1), file(1), file(1)])).toMatchObject({
    pointers: ['/input/files/1', '/input/files/2'],
  });
});

test('an action of the type may show a file that the case has already', () => {
  expect(refusalOf([file(1)], 'complete', 'photos', [file(1)])).toBeNull();
});
