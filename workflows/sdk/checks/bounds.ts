// What a case type may hold, and how much, far above honest use: it travels with each of its cases, from run to run. These are asked when it is published,
// and no part of what a definition is: a case goes on with the one that it began with, whatever was allowed then.
import { bytesIn } from '../../case/chain.ts';
import type { CaseTypeDefinition } from '../../contract/case-type.ts';
import { PlainText } from '../../contract/fields.ts';
import type { Finding } from './finding.ts';

/** Bytes of a definition's JSON. The starter types take some 12,000. */
const mostBytes = 256_000;

/** Members of the lists and records of these names. What an author gives such a name to (a step, an action, a field) has fewer anyway. */
const mostMembers: ReadonlyMap<string, number> = new Map([
  ['categories', 200],
  ['steps', 60],
  ['actions', 40],
  ['fields', 50],
  ['options', 100],
  ['routes', 50],
  ['is', 100],
  ['by', 10],
]);

/** Characters of a text: of a label, unless another is named here. A department's is a label of the org tree. */
const mostCharacters: ReadonlyMap<string, number> = new Map([
  ['value', 60],
  ['department', 59],
]);
const mostOfLabel = 500;

export const checkBounds = (definition: CaseTypeDefinition): Finding[] => [
  ...checkSize(definition),
  ...checkPart('', '', definition),
];

const checkSize = (definition: CaseTypeDefinition): Finding[] => {
  const length = bytesIn(JSON.stringify(definition));
  if (length <= mostBytes) return [];
  const kilobytes = Math.ceil(length / 1000);
  return [
    {
      code: 'TypeTooLarge',
      path: '',
      zh: `事项类型共 ${kilobytes} KB，不得超过 ${mostBytes / 1000} KB，请缩短文字，或拆成几个类型。`,
      en: `The case type takes ${kilobytes} KB, more than ${mostBytes / 1000} KB; shorten its texts, or make several types of it.`,
    },
  ];
};

const checkPart = (name: string, path: string, part: unknown): Finding[] => {
  if (typeof part === 'string') {
    return [...checkText(name, path, part), ...checkCharacters(path, part), ...checkBlank(path, part)];
  }
  if (typeof part !== 'object' || part === null) return [];
  const members = Object.entries(part);
  return [
    ...checkMembers(name, path, members.length),
    ...members.flatMap(([member, value]) => checkPart(member, `${path}/${member}`, value)),
  ];
};

const checkText = (name: string, path: string, { length }: string): Finding[] => {
  const most = mostCharacters.get(name) ?? mostOfLabel;
  if (length <= most) return [];
  return [
    {
      code: 'TextTooLong',
      path,
      zh: `文字有 ${length} 字，至多 ${most} 字，请缩短。`,
      en: `The text has ${length} characters, more than ${most}; shorten it.`,
    },
  ];
};

const checkCharacters = (path: string, text: string): Finding[] => {
  if (PlainText.safeParse(text).success) return [];
  return [
    {
      code: 'TextUnstorable',
      path,
      zh: '文字含有无法保存的字符（NUL 或残缺的字符），请去掉。',
      en: 'The text holds characters that cannot be stored (NUL, or half of one); take them out.',
    },
  ];
};

const checkMembers = (name: string, path: string, count: number): Finding[] => {
  const most = mostMembers.get(name);
  if (most === undefined || count <= most) return [];
  return [
    {
      code: 'TooMany',
      path,
      zh: `「${name}」有 ${count} 项，至多 ${most} 项，请减少。`,
      en: `"${name}" has ${count} members, more than ${most}; leave some out.`,
    },
  ];
};

/** Nothing but spaces and characters that are not drawn: on a page, a button without a name or a limit without a rule. */
const blank = /^[\s\p{Cc}\p{Cf}\p{Z}]*$/u;

const checkBlank = (path: string, text: string): Finding[] =>
  blank.test(text)
    ? [
        {
          code: 'TextBlank',
          path,
          zh: '这里没有看得见的文字，请写上。',
          en: 'There is no visible text here; write one.',
        },
      ]
    : [];
