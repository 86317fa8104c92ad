// When rounds begin and end.
import { expect, test, vi } from 'vitest';
import { createLogger } from '../platform/logger.ts';
import { keepDoing } from './rounds.ts';

const logger = createLogger('test', 'silent');
const hour = 60 * 60_000;

test('rounds begin at once, or after a pause, in which they can be stopped', async () => {
  const [prompt, patient] = [vi.fn(async () => 0), vi.fn(async () => 0)];
  const both = [
    keepDoing('prompt', prompt, hour, logger),
    keepDoing('patient', patient, hour, logger, 'after a pause'),
  ];
  await Promise.all(both.map((rounds) => rounds.stop()));
  expect(prompt).toHaveBeenCalledTimes(1);
  expect(patient).not.toHaveBeenCalled();
});
