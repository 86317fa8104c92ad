// Places for uploads: so many at once, some wait, the rest is refused; whoever leaves makes room, and nobody takes those of others.
import { EventEmitter } from 'node:events';
import type { FastifyReply } from 'fastify';
import { expect, test } from 'vitest';
import type { Caller } from './caller.ts';
import { createUploadPlaces } from './upload-places.ts';

const resident = (name: number | string): Caller => ({ kind: 'resident', caseNo: `case-${name}` });
const person: Caller = { kind: 'person', person: 'p-1', name: 'One', unit: 'xx.zone', role: 'county', wall: false };

const upload = () => {
  const raw = Object.assign(new EventEmitter(), { destroyed: false });
  return { reply: { raw } as unknown as FastifyReply, end: () => raw.emit('close') };
};

test('the second of one place waits until the first is done; who waited in vain takes none', async () => {
  const place = createUploadPlaces(1);
  const [first, gone, second] = [upload(), upload(), upload()];
  await place(first.reply, resident(1));
  const order: string[] = [];
  void place(gone.reply, resident(2)).then(() => order.push('gone'));
  const turn = place(second.reply, resident(3)).then(() => order.push('second'));
  expect(order).toEqual([]);
  gone.end();
  first.end();
  await turn;
  expect(order).toEqual(['second']);
  second.end();
  await place(upload().reply, resident(4));
});

test('more than may wait are refused', async () => {
  const place = createUploadPlaces(1);
  await place(upload().reply, resident('first'));
  for (let i = 0; i < 5; i += 1) void place(upload().reply, resident(i));
  await expect(place(upload().reply, person)).rejects.toMatchObject({ code: 'TooManyRequests' });
});

test('whoever sends many files slowly holds up only themselves', async () => {
  const place = createUploadPlaces(2);
  await place(upload().reply, resident(1));
  const again = place(upload().reply, resident(1)).then(() => 'taken');
  await expect(place(upload().reply, resident(1))).rejects.toMatchObject({ code: 'TooManyRequests' });
  const other = upload();
  await place(other.reply, resident(2));
  other.end();
  await place(upload().reply, resident(3));
  expect(await Promise.race([again, 'waiting'])).toBe('waiting');
});

test('the files that a person sends at once are taken one after the other', async () => {
  const place = createUploadPlaces(2);
  const files = Array.from({ length: 6 }, upload);
  const taken: number[] = [];
  const sent = files.map(({ reply }, i) => place(reply, person).then(() => taken.push(i)));
  await expect(place(upload().reply, person)).rejects.toMatchObject({ code: 'TooManyRequests' });
  for (const [i, file] of files.entries()) {
    await sent[i];
    expect(taken).toEqual(Array.from({ length: i + 1 }, (_, each) => each));
    file.end();
  }
});
