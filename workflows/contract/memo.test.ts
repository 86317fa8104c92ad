import { describe, expect, it } from 'vitest';
import { memo } from './memo.ts';

describe('what is made once', () => {
  it('is made once for equal keys, and anew for others', () => {
    let made = 0;
    const double = memo(({ n }: { n: number }) => {
      made += 1;
      return [n, n];
    });
    expect([double({ n: 1 }), double({ n: 1 }), double({ n: 2 })]).toEqual([
      [1, 1],
      [1, 1],
      [2, 2],
    ]);
    expect(made).toBe(2);
  });

  it('is not looked up by its text again for an object that was a key before', () => {
    let read = 0;
    const key = {
      get n() {
        read += 1;
        return 1;
      },
    };
    const same = memo(({ n }: { n: number }) => ({ n }));
    const made = same(key);
    read = 0;
    expect(same(key)).toBe(made);
    expect(read).toBe(0);
  });

  it('is forgotten when there is too much of it, and made again', () => {
    const same = memo((n: number) => ({ n }));
    for (let n = 0; n < 1_200; n += 1) same(n);
    expect(same(7)).toEqual({ n: 7 });
  });
});
