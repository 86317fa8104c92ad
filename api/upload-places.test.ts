// Places for uploads: so many at once, some wait, the rest is refused; whoever leaves makes room.
import { EventEmitter } from 'node:events';
import type { FastifyReply } from 'fastify';
import { expect, test } from 'vitest';
import { createUploadPlaces } from './upload-places.ts';

const upload = () => {
  const raw = Object.assign(new EventEmitter(), { destroyed: false });
  return { reply: { raw } as unknown as FastifyReply, end: () => raw.emit('close') };
};

test('the second of one place waits until the first is done; who waited in vain takes none', async () => {
  const place = createUploadPlaces(1);
  const [first, gone, second] = [upload(), upload(), upload()];
  await place(first.reply);
  const order: string[] = [];
  void place(gone.reply).then(() => order.push('gone'));
  const turn = place(second.reply).then(() => order.push('second'));
  expect(order).toEqual([]);
  gone.end();
  first.end();
  await turn;
  expect(order).toEqual(['second']);
  second.end();
  await place(upload().reply);
});

test('more than may wait are refused', async () => {
  const place = createUploadPlaces(1);
  await place(upload().reply);
  for (let i = 0; i < 5; i += 1) void place(upload().reply);
  await expect(place(upload().reply)).rejects.toMatchObject({ code: 'TooManyRequests' });
});
