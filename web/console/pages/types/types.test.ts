// What a case type's page says: every step and arrow is drawn once, and versions are compared by what people read.
import { describe, expect, test } from 'vitest';
import { caseTypes } from '../../../../workflows/case-types/index.ts';
import type { CaseTypeDefinition } from '../../../../workflows/contract/case-type.ts';
import { sayIn } from '../../../shared/language.ts';
import { diffTypes } from './diff.ts';
import { sizes } from './grid.ts';
import { layoutOf } from './layout.ts';
import { categoriesInWords, ownerInWords, routesInWords, type Tongue } from './tongue.ts';

const zh: Tongue = { say: sayIn('zh'), of: (label) => label.zh };

const [general] = caseTypes as [CaseTypeDefinition];

describe.each(caseTypes.map((each) => [each.name, each] as const))('the picture of %s', (_, definition) => {
  const layout = layoutOf(definition, zh.of);

  test('has every step, none over another', () => {
    expect(layout.nodes.map(({ step }) => step).sort()).toEqual(Object.keys(definition.steps).sort());
    for (const a of layout.nodes) {
      for (const b of layout.nodes) {
        if (a === b) continue;
        const apart = Math.abs(a.x - b.x) >= sizes.node.width || Math.abs(a.y - b.y) >= sizes.node.height;
        expect(apart, `${a.step} and ${b.step}`).toBe(true);
      }
    }
  });

  test('has an arrow for each way that leads on, and one to the end', () => {
    const ways = Object.entries(definition.steps).flatMap(([from, { actions }]) =>
      Object.values(actions).flatMap(({ routes }) => routes.map(({ to }) => `${from} ${to}`)),
    );
    const drawn = layout.arrows.filter(({ to }) => to !== null).map(({ from, to }) => `${from} ${to}`);
    expect(drawn.sort()).toEqual([...new Set(ways)].sort());
    expect(layout.arrows.filter(({ kind }) => kind === 'end')).toHaveLength(1);
  });

  test('stays within its frame', () => {
    for (const { path, words } of layout.arrows) {
      const numbers = path.match(/-?[\d.]+/g)?.map(Number) ?? [];
      expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...numbers.filter((_, i) => i % 2 === 1))).toBeLessThanOrEqual(layout.height);
      expect(words.y + words.height).toBeLessThanOrEqual(layout.height);
    }
  });

  test.each(['zh', 'en'] as const)('has its words (%s) beside each other and beside the steps', (language) => {
    const { arrows, nodes } = layoutOf(definition, (label) => label[language]);
    const boxes = arrows.map(({ words }) => words);
    for (const [i, a] of boxes.entries()) {
      for (const b of [...boxes.slice(i + 1), ...nodes.map((each) => ({ ...each, ...sizes.node, whole: each.step }))]) {
        const beside = a.x >= b.x + b.width || b.x >= a.x + a.width || a.y >= b.y + b.height || b.y >= a.y + a.height;
        expect(beside, `${a.whole} and ${b.whole}`).toBe(true);
      }
    }
  });
});

describe('words', () => {
  test('name categories, for whoever makes types with their codes', () => {
    const some = { ...general, categories: ['water', 'heat'] };
    expect(categoriesInWords(some, zh, false)).toBe('供水、供热');
    expect(categoriesInWords(some, zh, true)).toBe('供水（water）、供热（heat）');
  });

  test('say who owns a step, by source', () => {
    expect(ownerInWords(general.steps.verify?.owner ?? 'keep', zh)).toBe(
      '网格上报：发生地的街道（乡镇）；巡查：发生地的街道（乡镇）；其他来源：发生地的县（区）',
    );
  });

  test('say where a call-back leads under which answer', () => {
    const action = general.steps.callBack?.actions.callBack;
    expect(action && routesInWords(action, general, zh)).toEqual([
      '满意度为不满意时 → 不满意研判',
      '满意度为非常满意、满意、基本满意时 → 复盘',
      '其余 → 再次回访',
    ]);
  });
});

describe('the difference of two versions', () => {
  const edited = structuredClone(general);
  edited.version += 1;

  test('is none when only the number differs', () => {
    expect(diffTypes(general, edited, zh)).toEqual([]);
  });

  test('names a step that came, an action that went, and a limit that changed', () => {
    const next = structuredClone(edited);
    const { handling, reply } = next.steps as Required<typeof next.steps>;
    if (!handling || !reply) throw new Error('The type has lost its steps.');
    next.steps.inspect = { ...structuredClone(reply), label: { zh: '验收', en: 'Inspect' } };
    delete handling.actions.progress;
    handling.limit = { amount: 5, unit: 'workingDay', rule: '' };
    const changes = diffTypes(general, next, zh);
    expect(changes).toContainEqual({ sign: 'added', where: '环节「验收」', what: '环节' });
    expect(changes).toContainEqual({ sign: 'removed', where: '环节「办理」的「报告进展」', what: '操作' });
    expect(changes).toContainEqual({
      sign: 'changed',
      where: '环节「办理」',
      what: '时限',
      from: '特急 1 小时（示例规则）；紧急 16 小时（示例规则）；一般 3 工作日（示例规则）；疑难 7 工作日（示例规则）',
      to: '5 工作日',
    });
    expect(changes).toHaveLength(3);
  });

  test('names a field that became required and an option that was added', () => {
    const next = structuredClone(edited);
    const fields = next.steps.handling?.actions.complete?.fields;
    if (fields?.photos?.kind !== 'attachments' || fields.solved?.kind !== 'choice') throw new Error('No such fields.');
    fields.photos.required = true;
    fields.solved.options.push({ value: 'unsolved', label: { zh: '未解决', en: 'Unsolved' } });
    expect(diffTypes(general, next, zh).map(({ what, to }) => [what, to])).toEqual([
      ['字段「solved」', '解决程度，选择，必填，选项 已解决、部分解决、解释说明、未解决'],
      ['字段「photos」', expect.stringContaining('必填')],
    ]);
  });
});
