// The timeline of a whole life: what each event says in both languages, and what it did to the clocks.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { generalRequest } from '../../../../workflows/case-types/general-request/index.ts';
import { neighbourDispute } from '../../../../workflows/case-types/neighbour-dispute/index.ts';
import { type Scenario, scenario } from '../../../../workflows/case-types/scenario.ts';
import type { CaseTypeDefinition } from '../../../../workflows/contract/case-type.ts';
import { eventTypes } from '../../../../workflows/contract/event.ts';
import { type Language, sayIn } from '../../../shared/language.ts';
import { clockEffects } from './clock-effects.ts';
import { filledIn } from './filled.ts';
import { clockSentence, sentenceOf, type Tongue, titleOf } from './sentences.ts';
import { type Chapter, type EventAnswer, storyOf } from './story.ts';

const names: Record<string, string> = {
  'xx.zone': '示范区',
  'xx.zone.yongfu': '永福街道',
  'xx.zone.yongfu.cuizhuang': '崔庄村',
};

const tongue = (language: 'zh' | 'en', definition: CaseTypeDefinition | undefined = neighbourDispute): Tongue => ({
  say: sayIn(language),
  language,
  unitName: (path) => names[path] ?? path,
  definition,
});

/** The events as the API answers them. */
const answersOf = ({ events }: Scenario): EventAnswer[] =>
  events.map(({ actor, authority, reason, ...event }) => ({
    ...event,
    person: { id: actor.person, name: '张三' },
    unit: { unit: actor.unit, name: names[actor.unit] ?? actor.unit },
    authority: { ...authority, name: names[authority.unit] ?? authority.unit },
    reason: reason === null ? null : '理由',
    texts: {},
    files: [],
    data: event.data as Record<string, unknown>,
  }));

const tell = (life: Scenario): Chapter[] => storyOf('SF-20261123-00001', answersOf(life));

const village = 'xx.zone.yongfu.cuizhuang';

let life: Scenario;
beforeEach(() => {
  vi.setSystemTime(new Date('2026-11-25T00:00:00Z'));
  life = scenario(neighbourDispute);
});

const last = (language: 'zh' | 'en' = 'zh'): string => sentenceOf(tell(life).at(-1) as Chapter, tongue(language));

describe('the story', () => {
  test('folds to the state that the engine holds', () => {
    life.act('xx.zone', 'dispatch', { unit: village });
    life.until('2026-12-05T00:00:00.000Z');
    expect(tell(life).at(-1)?.after).toEqual(life.state);
  });
});

describe('a sentence', () => {
  test('says who has it now and in which step', () => {
    life.act('xx.zone', 'dispatch', { unit: village });
    expect(last()).toBe('交给崔庄村，进入「入户核实」');
    expect(last('en')).toBe('Handed to 崔庄村, on to "Visit and verify"');
    expect(titleOf(tell(life).at(-1) as Chapter, tongue('zh'))).toBe('交办核实');
  });

  test('of a case that is handed on within its step says that it stays there', () => {
    life = scenario(generalRequest);
    const told = () => sentenceOf(tell(life).at(-1) as Chapter, tongue('zh', generalRequest));
    life.act('xx.zone', 'verify');
    life.act('xx.zone', 'dispatch', { unit: 'xx.zone.yongfu' });
    expect(told()).toBe('交给永福街道，进入「办理」');
    life.act('xx.zone.yongfu', 'dispatch', { unit: village });
    expect(told()).toBe('交给崔庄村，仍在「办理」');
  });

  test('says who escalated to whom, and who goes on working', () => {
    life.act('xx.zone', 'dispatch', { unit: village });
    life.act(village, 'escalate');
    expect(last()).toBe('由崔庄村提级至永福街道，崔庄村继续协同承办');
  });

  test('says what time did, and what an outage covered', () => {
    life.act('xx.zone', 'dispatch', { unit: village });
    life.sleepUntil('2026-11-26T09:00:00.000Z');
    life.wake();
    const sentences = tell(life).map((chapter) => sentenceOf(chapter, tongue('zh')));
    expect(sentences.some((sentence) => sentence.startsWith('环节时限'))).toBe(true);
    expect(last()).toContain('另有 1 项');
  });

  test('of a dispute says who must decide', () => {
    for (let i = 0; i < 3; i++) {
      life.act('xx.zone', 'dispatch', { unit: village });
      life.act(village, 'return');
    }
    expect(last()).toBe('崔庄村第 3 次退回，转由示范区裁定');
  });

  test('tells a card by its colour and the reply that is owed', () => {
    life.act('xx.zone', 'dispatch', { unit: village });
    life.act('xx.zone', 'supervise', { card: 'yellow' });
    expect(last()).toBe('对崔庄村发出黄牌，须在 11-24 周二 18:00 前回复');
    life.until('2026-11-25T00:00:00.000Z');
    const raised = tell(life).find(({ event }) => event.type === 'cardRaised') as Chapter;
    expect(sentenceOf(raised, tongue('zh'))).toBe('督办逾期未回复，黄牌升为红牌');
  });

  test('is there for every event that there is, in both languages, without gaps', () => {
    const lives = [everything(), withdrawn()];
    const chapters = lives.flatMap(tell);
    expect(new Set(eventTypes.filter((type) => !chapters.some(({ event }) => event.type === type)))).toEqual(
      // These need another type, the resident's second call or another calendar.
      new Set(['resolvedOnSpot', 'redone', 'arbitrated', 'extensionRefused', 'suspensionRefused', 'calendarAdopted']),
    );
    for (const language of ['zh', 'en'] as const) {
      for (const chapter of chapters) {
        const sentence = sentenceOf(chapter, tongue(language, generalRequest));
        expect(sentence, chapter.event.type).toMatch(/\S/);
        expect(sentence, chapter.event.type).not.toMatch(/[{}]|undefined|null/);
      }
    }
  });
});

const everything = (): Scenario => {
  const whole = scenario(generalRequest);
  const street = 'xx.zone.yongfu';
  whole.act('xx.zone', 'verify');
  whole.act('xx.zone', 'dispatch', { unit: village });
  whole.act('xx.zone', 'urge');
  whole.act('xx.zone', 'supervise', { card: 'red' });
  whole.act(village, 'replySupervision');
  whole.act('xx.zone', 'supervise', { card: 'yellow' });
  whole.act(village, 'requestExtension', { clock: 'step', amount: 1, unit: 'workingDay' });
  whole.act('xx.zone', 'approveExtension');
  whole.act(village, 'requestSuspension', { until: '2026-12-10T00:00:00.000Z' });
  whole.act('xx.zone', 'approveSuspension');
  whole.until('2026-12-10T01:00:00.000Z');
  whole.act(village, 'note', { text: { ref: 'r', digest: '0'.repeat(64), length: 1 } });
  whole.act(village, 'attach', {
    files: [{ ref: 'f', sha256: '0'.repeat(64), mediaType: 'image/png', bytes: 1 }],
  });
  whole.act(village, 'progress');
  whole.act(village, 'return');
  whole.act('xx.zone', 'dispatch', { unit: street });
  whole.act('xx.zone', 'reassign', { unit: village });
  whole.act(village, 'escalate');
  whole.act('xx.zone', 'takeOver');
  whole.act('xx.zone', 'dispatch', { unit: village });
  whole.until('2026-12-20T00:00:00.000Z');
  whole.act(whole.state.responsible, 'complete', { solved: 'solved' });
  whole.act(whole.state.responsible, 'reply');
  whole.act('xx.zone', 'callBack', { result: 'reached', satisfaction: 'satisfied' });
  whole.act('xx.zone', 'review', { cause: 'singular' });
  whole.act('xx.zone', 'close');
  whole.act('xx.zone', 'reopen');
  return whole;
};

const withdrawn = (): Scenario => {
  const whole = scenario(generalRequest);
  whole.asResident('withdraw');
  whole.until('2027-01-20T00:00:00.000Z');
  return whole;
};

describe('the clocks', () => {
  const effects = () => clockEffects(tell(life));

  test('start with the case and with each step', () => {
    life.act('xx.zone', 'dispatch', { unit: village });
    expect([...effects().values()].map((found) => found.map(({ kind, clock }) => `${clock.name} ${kind}`))).toEqual([
      ['case started', 'step started'],
      ['step started'],
    ]);
  });

  test('move by an extension, from one deadline to another', () => {
    life.act('xx.zone', 'dispatch', { unit: village });
    life.act(village, 'requestExtension', { clock: 'step', amount: 3, unit: 'workingDay' });
    expect(effects().get(3)).toEqual([]);
    life.act('xx.zone', 'approveExtension');
    const [moved] = effects().get(4) ?? [];
    expect(moved && clockSentence(moved, tongue('zh'))).toBe('环节时限截止由 11-25 周三 18:00 改为 11-30 周一 18:00');
  });

  test('stand still while suspended; what did not count is credited', () => {
    life.act('xx.zone', 'dispatch', { unit: village });
    life.act(village, 'requestSuspension', { until: '2026-11-30T01:00:00.000Z' });
    life.act('xx.zone', 'approveSuspension');
    life.until('2026-12-01T00:00:00.000Z');
    const said = (seq: number) =>
      effects()
        .get(seq)
        ?.map((effect) => clockSentence(effect, tongue('zh')));
    expect(said(4)).toEqual(['总时限停钟（原截止 12-14 周一 18:00）', '环节时限停钟（原截止 11-25 周三 18:00）']);
    expect(said(5)?.[1]).toBe('环节时限恢复计时：停钟 7 天 不计入，截止由 11-25 周三 18:00 顺延至 12-01 周二 18:00');
  });

  test('end when the supervision is answered', () => {
    life.act('xx.zone', 'dispatch', { unit: village });
    life.act('xx.zone', 'supervise', { card: 'yellow' });
    life.act(village, 'replySupervision');
    expect(
      effects()
        .get(4)
        ?.map(({ kind, clock }) => `${clock.name} ${kind}`),
    ).toEqual(['reply ended']);
  });
});

describe('what was filled in', () => {
  const filled = (chapter: Chapter, language: Language) => filledIn(chapter, chapter.event.texts, tongue(language));

  test('bears the labels of the form; choices, units and erased texts are told in words', () => {
    life.act('xx.zone', 'dispatch', { unit: village });
    life.act(village, 'verify', { nature: 'feud', households: 3 });
    expect(filled(tell(life).at(-1) as Chapter, 'zh')).toEqual([
      { name: 'nature', label: '纠纷性质', kind: 'value', value: '积怨纠纷' },
      { name: 'households', label: '涉及户数', kind: 'value', value: '3' },
      { name: 'finding', label: '核实情况', kind: 'people', value: '（已清除或无权查看）' },
    ]);
    expect(filled(tell(life)[1] as Chapter, 'en')).toEqual([
      { name: 'unit', label: 'Unit', kind: 'value', value: '崔庄村' },
    ]);
  });

  test('a grade that the resident gave themselves is not told as a call that got through', () => {
    life.act('xx.zone', 'resolveOnSpot');
    life.act('xx.zone', 'reply');
    life.asResident('rate', { result: 'reached', satisfaction: 'satisfied' });
    expect(filled(tell(life).at(-1) as Chapter, 'zh').map(({ name }) => name)).toEqual(['satisfaction']);
  });
});
