import { describe, expect, it } from 'vitest';
import { generalRequest } from '../case-types/general-request/index.ts';
import { scenario } from '../case-types/scenario.ts';
import type { CaseEvent } from '../contract/event.ts';
import { canonical, findBreak, hashEvent, sha256 } from './chain.ts';

describe('canonical JSON (RFC 8785)', () => {
  it('sorts members by UTF-16 code units, at every depth', () => {
    // The RFC's own example, section 3.2.3.
    const example = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew',
      '1': 'One',
      '\ud83d\ude00': 'Emoji',
      '\u0080': 'Control',
      '\u00f6': 'Latin',
    };
    expect(Object.values(JSON.parse(canonical(example)))).toHaveLength(7);
    expect([...canonical(example).matchAll(/:"(\w+)/g)].map(([, name]) => name)).toEqual([
      'Carriage',
      'One',
      'Control',
      'Latin',
      'Euro',
      'Emoji',
      'Hebrew',
    ]);
    expect(canonical({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
  });

  it('writes numbers and strings as ECMAScript does', () => {
    expect(canonical([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    );
    expect(canonical('\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/')).toBe('"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"');
  });

  it('leaves out what is undefined, and refuses what JSON cannot hold', () => {
    expect(canonical({ a: undefined, b: 1 })).toBe('{"b":1}');
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 0, '\ud800', { '\udc00': 1 }]) {
      expect(() => canonical(value)).toThrow(TypeError);
    }
  });

  it('hashes UTF-8 with SHA-256', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256('闭环')).toBe(sha256('\u95ed\u73af'));
  });
});

/** The value with each of its leaves changed, one at a time. */
const alterations = (value: unknown): unknown[] => {
  if (typeof value === 'string') return [`${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`];
  if (typeof value === 'number') return [value + 1];
  if (typeof value === 'boolean') return [!value];
  if (value === null) return [''];
  if (Array.isArray(value)) {
    return [
      [...value, null],
      ...value.flatMap((each, i) => alterations(each).map((changed) => value.with(i, changed))),
    ];
  }
  return Object.entries(value as object).flatMap(([name, member]) =>
    alterations(member).map((changed) => ({ ...(value as object), [name]: changed })),
  );
};

describe('the chain of a case', () => {
  const events = (): CaseEvent[] => {
    const story = scenario(generalRequest);
    story.act('xx.zone', 'note', { text: { ref: 'r', digest: '0'.repeat(64), length: 1 } });
    story.act('xx.zone', 'escalate');
    return [...story.events];
  };

  it('holds from its first event, and from any state on', () => {
    const [first, second, third] = events() as [CaseEvent, CaseEvent, CaseEvent];
    expect(findBreak([first, second, third])).toBeNull();
    expect(findBreak([third], { seq: 2, head: second.hash })).toBeNull();
  });

  it('says where it breaks, and how', () => {
    const [first, , third] = events() as [CaseEvent, CaseEvent, CaseEvent];
    expect(findBreak([first, third])).toEqual({ seq: 2, what: 'gap' });
    expect(findBreak([{ ...first, at: '2026-01-01T00:00:00.000Z' } as CaseEvent])).toEqual({ seq: 1, what: 'altered' });
    expect(findBreak([third], { seq: 2, head: first.hash })).toEqual({ seq: 3, what: 'fork' });
  });

  it('breaks at the very event in which any field was changed, and at the next when its hash was made to fit', () => {
    const chain = events();
    for (const [i, event] of chain.entries()) {
      const forgeries = alterations(event) as CaseEvent[];
      expect(forgeries.length).toBeGreaterThan(12);
      for (const forged of forgeries) {
        expect(findBreak(chain.with(i, forged))?.seq).toBe(event.seq);
        const linked = forged.seq === event.seq && forged.prev === event.prev;
        if (!linked || forged.hash !== event.hash || i === chain.length - 1) continue;
        const fitting = { ...forged, hash: hashEvent(forged) } as CaseEvent;
        expect(findBreak(chain.with(i, fitting))).toEqual({ seq: event.seq + 1, what: 'fork' });
      }
    }
  });

  it('cannot tell by itself that its end is missing: the read model and the engine’s history can', () => {
    expect(findBreak(events().slice(0, -1))).toBeNull();
  });
});
