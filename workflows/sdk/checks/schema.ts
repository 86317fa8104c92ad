// What is wrong with the form of a definition, in both languages: zod tells it in one, and of a union nothing but that it does not fit.
import { z } from 'zod';
import { CaseTypeDefinition } from '../../contract/case-type.ts';
import { at, type Finding } from './finding.ts';

type Issue = z.core.$ZodIssue;

/** The issues of the alternative that fits best, in place of a union's own; one that all alternatives lack stays what it is. */
const flat = (issue: Issue, above: PropertyKey[] = []): Issue[] => {
  const path = [...above, ...issue.path];
  // A record's own issue says only that a key is wrong; what a key has to be is told beside it.
  if (issue.code === 'invalid_key') return issue.issues.map((each) => ({ ...each, path }));
  if (issue.code !== 'invalid_union') return [{ ...issue, path }];
  const [best] = [...issue.errors].sort((a, b) => a.length - b.length);
  return best ? best.flatMap((each) => flat(each, path)) : [{ ...issue, path }];
};

const valueAt = (definition: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], definition);

/** What a text must look like, by the pattern that it must match. */
export const shapes: Readonly<Record<string, { zh: string; en: string }>> = {
  '/^[a-z][a-zA-Z0-9]{0,39}$/': {
    zh: '须以小写字母开头，只含字母和数字，至多 40 个字符',
    en: 'it starts with a small letter and has letters and digits only, 40 at most',
  },
  '/^[a-z][a-z0-9-]{1,39}$/': {
    zh: '须以小写字母开头，只含小写字母、数字和连字符，2 至 40 个字符',
    en: 'it starts with a small letter and has small letters, digits and hyphens only, 2 to 40 of them',
  },
  '/^[a-zA-Z][a-zA-Z0-9]*$/': {
    zh: '须以字母开头，只含字母和数字',
    en: 'it starts with a letter and has letters and digits only',
  },
  '/^d_[a-z0-9_]+$/': {
    zh: '须以 d_ 开头，只含小写字母、数字和下划线',
    en: 'it starts with d_ and has small letters, digits and underscores only',
  },
  '/^[a-z][a-z0-9_]*(\\.[a-z0-9_]+){0,5}$/': {
    zh: '须为以点分隔的单位代码，如 xx.zone.wenchang',
    en: 'it is the dotted path of a unit, such as xx.zone.wenchang',
  },
};

/** @param definition that is not one */
export const checkSchema = (definition: unknown): Finding[] => {
  const inLanguage = (language: () => { localeError: z.core.$ZodErrorMap }) =>
    CaseTypeDefinition.safeParse(definition, { error: language().localeError }).error?.issues.flatMap((issue) =>
      flat(issue),
    ) ?? [];
  const english = inLanguage(z.locales.en);
  return inLanguage(z.locales.zhCN).map((issue, i): Finding => {
    const { path, message } = issue;
    const place = { code: 'Schema', path: at(...path.map(String)) } as const;
    const name = String(path.at(-1));
    const shape = issue.code === 'invalid_format' ? shapes[issue.pattern ?? ''] : undefined;
    return path.length > 0 && valueAt(definition, path) === undefined
      ? { ...place, zh: `缺少 ${name}，请补上。`, en: `"${name}" is missing; add it.` }
      : {
          ...place,
          zh: `不符合事项类型的格式，请改正：${shape?.zh ?? message}`,
          en: `Not the form of a case type; correct it: ${shape?.en ?? english[i]?.message ?? message}.`,
        };
  });
};
