// Exactly once: whatever breaks, and wherever, each report that was queued becomes one case, in its owner's name, as it was written.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FailureCode } from '../../../workflows/contract/failures.ts';
import { edit, isEditable, queue, type Report, refuse, seal, takeBack, withoutSecret } from './report.ts';
import { type Door, type QueueStore, sendWaiting, type Told } from './sender.ts';

const told = (code: Told['code'], pointer?: string): Told =>
  Object.assign(new Error(code), { code, problems: pointer === undefined ? [] : [{ pointer, message: code }] });

/** The app is killed: nothing after it runs. */
class Killed extends Error {}

const aReport = (id: string, owner: string, photos: number): Report => ({
  id,
  key: `key-of-${id}`,
  owner,
  source: 'grid',
  createdAt: `2026-11-25T00:00:0${id.length % 10}.000Z`,
  stage: 'draft',
  form: {
    category: 'environment',
    area: 'xx.zone.yongfu.cuizhuang.g03',
    place: '村南头',
    position: null,
    description: `${id} 排水沟堵了`,
    urgency: 'normal',
    reporter: '',
  },
  photos: Array.from({ length: photos }, (_, i) => ({ id: `${id}-${i}`, file: new Blob([`${id}-${i}`]), ref: null })),
  sealed: null,
  accepted: null,
  refusal: null,
});

/** Each call may be lost on the way, too slow to arrive, answered into the void, killed before or after, or find nobody signed in. */
const mishaps = [
  'none',
  'lost',
  'slow',
  'unanswered',
  'killedBefore',
  'killedAfter',
  'busy',
  'expired',
  'internal',
] as const;
type Mishap = (typeof mishaps)[number];

/** A phone and a server: the store keeps what was committed to it, the server what reached it. */
const world = (reports: readonly Report[]) => {
  const kept = new Map(reports.map((report) => [report.id, report]));
  const files = new Map<string, { owner: string; content: Blob }>();
  const cases = new Map<string, { caseNo: string; body: string; owner: string }>();
  const conflicts: string[] = [];
  let signedIn: string | null = 'ann';
  let ahead: Mishap[] = [];
  let hands: (string | null | undefined)[] = [];

  /** Before each call the phone may change hands. @returns what goes wrong with the call */
  const next = (): Mishap => {
    const taker = hands.shift();
    if (taker !== undefined) signedIn = taker;
    return ahead.shift() ?? 'none';
  };

  /** Lets `reach` come about, or not, as the next mishap has it. */
  const over = async <T>(reach: () => T): Promise<T> => {
    await Promise.resolve();
    const mishap = next();
    if (mishap === 'killedBefore') throw new Killed();
    if (mishap === 'lost') throw told('Offline');
    if (mishap === 'slow') throw told('RequestTimeout');
    if (mishap === 'busy') throw told('DatabaseUnavailable');
    if (mishap === 'expired') {
      signedIn = null;
      throw told('Unauthenticated');
    }
    const answer = reach();
    if (mishap === 'killedAfter') throw new Killed();
    if (mishap === 'unanswered') throw told('Offline');
    if (mishap === 'internal') throw told('Internal');
    return answer;
  };

  const store: QueueStore = {
    list: async () => [...kept.values()],
    change: async (id, how) => {
      await Promise.resolve();
      if (next() === 'killedBefore') throw new Killed();
      const before = kept.get(id);
      if (!before) return null;
      const after = how(before);
      kept.set(id, after);
      return after;
    },
  };
  /** The API takes what is written for the person who is signed in. */
  const person = (owner: string): string => {
    if (signedIn !== owner) throw told('Unauthenticated');
    return signedIn;
  };
  const door: Door = {
    whoIsThere: () => over(() => signedIn),
    upload: (owner, content) =>
      over(() => {
        const ref = `file-${files.size}`;
        files.set(ref, { owner: person(owner), content });
        return ref;
      }),
    receive: (owner, key, body) =>
      over(() => {
        const known = cases.get(`${person(owner)} ${key}`);
        if (known && known.body !== body) {
          conflicts.push(key);
          throw told('KeyReused');
        }
        const { attachments } = JSON.parse(body) as { attachments: string[] };
        if (attachments.some((ref) => files.get(ref)?.owner !== signedIn)) throw told('InvalidInput', '/attachments/0');
        const made = known ?? { caseNo: `SF-${cases.size}`, body, owner: person(owner) };
        cases.set(`${person(owner)} ${key}`, made);
        return { caseNo: made.caseNo, secret: 's' };
      }),
  };
  const send = () =>
    sendWaiting({ store, door, now: () => new Date('2026-11-25T01:00:00Z') }).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
      return 'killed' as const;
    });
  return {
    kept,
    files,
    cases,
    conflicts,
    store,
    door,
    send,
    /** What goes wrong at the next calls, in their order. */
    meet: (next: readonly Mishap[]) => {
      ahead = [...next];
    },
    signIn: (who: string | null) => {
      signedIn = who;
    },
    /** Who takes the phone before the next calls, in their order; undefined: it stays where it is. */
    handOn: (takers: readonly (string | null | undefined)[]) => {
      hands = [...takers];
    },
    report: (id: string) => kept.get(id) as Report,
  };
};

const drafts = () => [aReport('a', 'ann', 2), aReport('bb', 'bob', 1), aReport('ccc', 'ann', 0)];
const queued = () => drafts().map(queue);

describe('exactly once', () => {
  const aMishap = fc.constantFrom(...mishaps);
  // Mostly it stays where it is: a report has to get as far as its photos.
  const aTaker = fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('ann', 'bob', null) },
  );
  const runs = fc.array(
    fc.record({
      who: fc.constantFrom('ann', 'bob', null),
      mishaps: fc.array(aMishap, { maxLength: 14 }),
      takers: fc.array(aTaker, { maxLength: 14 }),
      senders: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 6 },
  );

  test('whatever breaks and whoever takes the phone between two calls, each report becomes one case of its owner, with its photos', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async (faults) => {
        const it = world(queued());
        for (const { who, mishaps: broken, takers, senders } of faults) {
          it.signIn(who);
          it.meet(broken);
          it.handOn(takers);
          await Promise.all(Array.from({ length: senders }, it.send));
        }
        it.meet([]);
        it.handOn([]);
        for (const who of ['ann', 'bob']) {
          it.signIn(who);
          expect(await it.send()).toBe('done');
        }
        expect(it.conflicts).toEqual([]);
        expect(it.cases.size).toBe(3);
        for (const report of it.kept.values()) {
          expect(report.stage).toBe('accepted');
          const made = it.cases.get(`${report.owner} ${report.key}`);
          expect(made).toMatchObject({ caseNo: report.accepted?.caseNo, owner: report.owner });
          const body = JSON.parse(made?.body ?? '') as { description: string; attachments: string[] };
          expect(body.description).toBe(report.form.description);
          const contents = await Promise.all(body.attachments.map((ref) => it.files.get(ref)?.content.text()));
          expect(contents).toEqual(
            drafts()
              .find(({ id }) => id === report.id)
              ?.photos.map(({ id }) => id),
          );
        }
      }),
      { numRuns: 400 },
    );
  });

  test('uploaded, then offline: the photos are not sent again', async () => {
    const it = world([queue(aReport('a', 'ann', 2))]);
    // who · upload · note · upload · note · seal · receive
    it.meet(['none', 'none', 'none', 'none', 'none', 'none', 'lost']);
    expect(await it.send()).toBe('later');
    expect(it.files.size).toBe(2);
    expect(await it.send()).toBe('done');
    expect(it.files.size).toBe(2);
    expect(it.cases.size).toBe(1);
  });

  test('received, and the answer lost: the repetition gets the same number', async () => {
    const it = world([queue(aReport('a', 'ann', 0))]);
    it.meet(['none', 'none', 'unanswered']);
    expect(await it.send()).toBe('later');
    expect(it.cases.size).toBe(1);
    await it.send();
    expect(it.report('a').accepted?.caseNo).toBe('SF-0');
    expect(it.cases.size).toBe(1);
  });
});

describe('whose it is', () => {
  test('nobody signed in: all waits, and the person is asked to sign in', async () => {
    const it = world(queued());
    it.signIn(null);
    expect(await it.send()).toBe('signIn');
    expect(it.cases.size).toBe(0);
  });

  test("another person's reports are left alone", async () => {
    const it = world(queued());
    it.signIn('bob');
    expect(await it.send()).toBe('done');
    expect([...it.cases.values()].map(({ owner }) => owner)).toEqual(['bob']);
    expect(it.report('a').stage).toBe('waiting');
  });

  test('who takes the phone while photos are being sent gets no case, and the owner gets one later', async () => {
    const it = world([queue(aReport('a', 'ann', 1))]);
    // who · upload · note · seal · receive
    it.handOn([undefined, undefined, undefined, undefined, 'bob']);
    expect(await it.send()).toBe('signIn');
    expect(it.cases.size).toBe(0);
    it.signIn('ann');
    expect(await it.send()).toBe('done');
    expect([...it.cases.values()].map(({ owner }) => owner)).toEqual(['ann']);
    expect(it.files.size).toBe(1);
  });
});

describe('what the API refuses', () => {
  const refusing = (code: FailureCode, pointer?: string) => {
    const it = world([queue(aReport('a', 'ann', 1)), queue(aReport('bb', 'ann', 0))]);
    const { receive } = it.door;
    it.door.receive = (owner, key, body) =>
      key === 'key-of-a' ? Promise.reject(told(code, pointer)) : receive(owner, key, body);
    return it;
  };

  test('is shown with its reason and may be changed, and does not hold up the others', async () => {
    const it = refusing('InvalidInput', '/description');
    expect(await it.send()).toBe('done');
    expect(it.report('a')).toMatchObject({ stage: 'refused', sealed: null, refusal: { code: 'InvalidInput' } });
    expect(it.report('bb').stage).toBe('accepted');
  });

  test('keeps its key when it is sent again', () => {
    const refused = refuse(seal(queue(aReport('a', 'ann', 0))), { code: 'InvalidInput', message: '', problems: [] });
    const again = seal(queue(edit(refused, { form: { ...refused.form, description: '改过' } })));
    expect(again.key).toBe('key-of-a');
    expect(again.sealed).toContain('改过');
  });

  test('for photos that it does not know has them uploaded anew', async () => {
    const it = refusing('InvalidInput', '/attachments/0');
    await it.send();
    expect(it.report('a').photos.every(({ ref }) => ref === null)).toBe(true);
  });

  test.each(['Internal', 'OutcomeUnknown', 'TooManyRequests', 'StorageFull'] as const)(
    '%s is no refusal: it is sent again later, unchanged',
    async (code) => {
      const it = refusing(code);
      expect(await it.send()).toBe('later');
      expect(it.report('a')).toMatchObject({ stage: 'waiting', sealed: expect.any(String) });
    },
  );
});

describe('changing one’s mind', () => {
  test('is possible until the first attempt, and not after it', () => {
    const waiting = queue(aReport('a', 'ann', 0));
    expect(isEditable(waiting)).toBe(true);
    expect(takeBack(waiting).stage).toBe('draft');
    const attempted = seal(waiting);
    expect(isEditable(attempted)).toBe(false);
    expect(takeBack(attempted)).toBe(attempted);
    expect(edit(attempted, { photos: [] })).toBe(attempted);
  });

  test('while photos are being uploaded stops the sending', async () => {
    const it = world([queue(aReport('a', 'ann', 1))]);
    const { upload } = it.door;
    it.door.upload = async (owner, file) => {
      await it.store.change('a', takeBack);
      return upload(owner, file);
    };
    expect(await it.send()).toBe('done');
    expect(it.report('a').stage).toBe('draft');
    expect(it.cases.size).toBe(0);
  });

  test('an incomplete report is not queued', () => {
    const empty = aReport('a', 'ann', 0);
    expect(queue({ ...empty, form: { ...empty.form, description: ' ' } }).stage).toBe('draft');
  });
});

test('a received report outlives the code that its resident was given', async () => {
  const it = world([queue(aReport('a', 'ann', 0))]);
  await it.send();
  expect(withoutSecret(it.report('a')).accepted).toMatchObject({ caseNo: 'SF-0', secret: null });
});
