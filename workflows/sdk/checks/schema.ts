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

/** @param definition that is not one */
export const checkSchema = (definition: unknown): Finding[] => {
  const inLanguage = (language: () => { localeError: z.core.$ZodErrorMap }) =>
    CaseTypeDefinition.safeParse(definition, { error: language().localeError }).error?.issues.flatMap((issue) =>
      flat(issue),
    ) ?? [];
  const english = inLanguage(z.locales.en);
  return inLanguage(z.locales.zhCN).map(({ path, message }, i): Finding => {
    const place = { code: 'Schema', path: at(...path.map(String)) } as const;
    const name = String(path.at(-1));
    return path.length > 0 && valueAt(definition, path) === undefined
      ? { ...place, zh: `缺少 ${name}，请补上。`, en: `"${name}" is missing; add it.` }
      : {
          ...place,
          zh: `不符合事项类型的格式，请改正：${message}`,
          en: `Not the form of a case type; correct it: ${english[i]?.message ?? message}.`,
        };
  });
};
