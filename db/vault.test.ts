// The vault: references that a retry makes again, digests that tell nothing, files that only their uploader can use.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../tests/support/database.ts';
import { beginRequest } from './request-keys.ts';
import { findAttachments, readAttachment, readTexts, sealText, storeAttachment } from './vault.ts';

const keys = { vault: 'v' };
let data: TestDatabase;
beforeAll(async () => {
  data = await testDatabase();
});
afterAll(() => data?.drop());

test('a digest depends on the text, its place and the key', () => {
  const digest = (text: string, ref: string, vault = 'v') => sealText({ vault }, { owner: 'c', ref, text }).ref.digest;
  expect(digest('13800001234', 'a')).toBe(digest('13800001234', 'a'));
  const all = [
    digest('13800001234', 'a'),
    digest('13800001234', 'b'),
    digest('13800001235', 'a'),
    digest('13800001234', 'a', 'w'),
  ];
  expect(new Set(all).size).toBe(4);
});

test('a text that was erased is null, one that never was is absent', async () => {
  const texts = ['kept', 'erased'].map((ref) => sealText(keys, { owner: 'c', ref, text: '楼道堆物 🏠' }).row);
  await beginRequest(data.db, { caseNo: 'c', key: 'a-key', bodyHash: 'a', texts });
  await data.db.pool.query("update vault_text set text = null, erased_at = now() where ref = 'erased'");
  expect(await readTexts(data.db, ['kept', 'erased', 'unknown'])).toEqual(
    new Map([
      ['kept', '楼道堆物 🏠'],
      ['erased', null],
    ]),
  );
});

test('a file comes back byte by byte, and only its uploader can name it', async () => {
  const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
  const stored = await storeAttachment(data.db, { uploader: 'person/p-1', mediaType: 'image/png', bytes });
  expect(stored).toMatchObject({
    mediaType: 'image/png',
    bytes: 256,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  expect(await readAttachment(data.db, stored)).toEqual(bytes);
  expect(await readAttachment(data.db, { ...stored, ref: 'unknown' })).toBeNull();
  expect(await findAttachments(data.db, [stored.ref, 'unknown'], 'person/p-1', null)).toEqual([stored]);
  expect(await findAttachments(data.db, [stored.ref], 'person/p-2', null)).toEqual([]);
});

test('what one uploader stores within a day has a limit, in bytes and in files, also for many at once', async () => {
  const store = (uploader: string, quota: { bytes: number; files: number }) =>
    storeAttachment(data.db, { uploader, mediaType: 'image/png', bytes: Buffer.alloc(100) }, quota).then(
      () => 'stored',
      ({ code }) => code,
    );
  const many = (uploader: string, quota: { bytes: number; files: number }) =>
    Promise.all(Array.from({ length: 6 }, () => store(uploader, quota)));
  const stored = (codes: string[]) => codes.filter((code) => code === 'stored').length;
  expect(stored(await many('person/bytes', { bytes: 350, files: 99 }))).toBe(3);
  expect(stored(await many('person/files', { bytes: 10_000, files: 2 }))).toBe(2);
  expect(await store('person/bytes', { bytes: 350, files: 99 })).toBe('TooManyRequests');
  await data.db.pool.query(
    `update attachment set created_at = now() - interval '25 hours' where uploader = 'person/bytes'`,
  );
  expect(await store('person/bytes', { bytes: 350, files: 99 })).toBe('stored');
});
