import { expect, test } from 'vitest';
import { CommandId, SentKey, systemId } from './ids.ts';

test('an id of the system is one of a command, and no key that anybody may send', () => {
  const id = systemId('calendar-zone-2');
  expect(CommandId.safeParse(id).success).toBe(true);
  expect(SentKey.safeParse(id).success).toBe(false);
});

test.each(['calendar-zone-2', 'system-of-mine', 'my-system:1', 'cfc8b1a2-0d4d-4b62-9c1e-0f6a1c1f5d3a'])(
  '%s may be sent',
  (key) => {
    expect(SentKey.safeParse(key).success).toBe(true);
  },
);

test.each(['short', 'x'.repeat(101), 'with space', '幂等键幂等键幂等键'])('%s may not', (key) => {
  expect(SentKey.safeParse(key).success).toBe(false);
});
