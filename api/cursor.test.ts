import { expect, test } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';

const Position = z.strictObject({ seq: z.int().positive() });

test('a cursor comes back as it was given out', () => {
  expect(decodeCursor(encodeCursor({ seq: 7 }), Position)).toEqual({ seq: 7 });
});

test.each(['', '!!!', 'e30', encodeCursor({ seq: -1 }), encodeCursor({ seq: 1, extra: true })])(
  'the cursor %j is refused as malformed',
  (cursor) => {
    expect(() => decodeCursor(cursor, Position)).toThrowError(expect.objectContaining({ code: 'Malformed' }));
  },
);
