// What is typed reaches the phone's store: the latest of it, in order, and nothing once it is sent or thrown away.
import { describe, expect, test } from 'vitest';
import { createKeeper } from './keeper.ts';

/** A store whose writes end when they are told to. */
const slowStore = () => {
  const written: string[] = [];
  const ends: (() => void)[] = [];
  return {
    written,
    write: (value: string) =>
      new Promise<void>((resolve, reject) => {
        ends.push(() => (value === 'too much' ? reject(new Error('full')) : resolve()));
      }).then(() => void written.push(value)),
    /** Lets the write that is under way end. */
    async end() {
      await Promise.resolve();
      ends.shift()?.();
    },
    underWay: () => ends.length,
  };
};

describe('what is typed', () => {
  test('is kept as it was when it was saved, and not kept while more of it is on the page', async () => {
    const store = slowStore();
    const keeper = createKeeper<string>('', store.write);
    expect(keeper.now().kept).toBe(true);
    keeper.change(() => '沟');
    const saved = keeper.save();
    await Promise.resolve();
    keeper.change((before) => `${before}堵了`);
    await store.end();
    await saved;
    expect(store.written).toEqual(['沟']);
    expect(keeper.now()).toEqual({ value: '沟堵了', kept: false, broken: false });
  });

  test('is written one after the other, the latest last', async () => {
    const store = slowStore();
    const keeper = createKeeper<string>('', store.write);
    keeper.change(() => '一');
    const first = keeper.save();
    await Promise.resolve();
    keeper.change(() => '二');
    const second = keeper.save();
    await Promise.resolve();
    expect(store.underWay()).toBe(1);
    await store.end();
    await first;
    await store.end();
    await second;
    expect(store.written).toEqual(['一', '二']);
    expect(keeper.now().kept).toBe(true);
  });

  test('is not written when nothing changed', async () => {
    const store = slowStore();
    await createKeeper('一', store.write).save();
    expect(store.underWay()).toBe(0);
  });

  test('that could not be kept is told, and tried again', async () => {
    const store = slowStore();
    const keeper = createKeeper<string>('', store.write);
    keeper.change(() => 'too much');
    const failed = keeper.save();
    await store.end();
    expect(await failed).toBe(false);
    expect(keeper.now()).toEqual({ value: 'too much', kept: false, broken: true });
    keeper.change(() => 'less');
    const saved = keeper.save();
    await store.end();
    expect(await saved).toBe(true);
    expect(store.written).toEqual(['less']);
    expect(keeper.now()).toEqual({ value: 'less', kept: true, broken: false });
  });

  test('is not written any more once it is sent or thrown away', async () => {
    const store = slowStore();
    const keeper = createKeeper<string>('', store.write);
    keeper.change(() => '一');
    const saved = keeper.save();
    await Promise.resolve();
    keeper.change(() => '二');
    const ended = keeper.end();
    const late = keeper.save();
    await store.end();
    await Promise.all([saved, ended, late]);
    expect(store.written).toEqual(['一']);
  });
});

test('those who look are told of each change, until they stop', () => {
  const keeper = createKeeper<string>('', () => Promise.resolve());
  const seen: string[] = [];
  const stop = keeper.hear(() => seen.push(keeper.now().value));
  keeper.change(() => '一');
  stop();
  keeper.change(() => '二');
  expect(seen).toEqual(['一']);
});
