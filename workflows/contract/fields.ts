// The fields of an action's form. One description yields validation at every door, the OpenAPI schema and the console's form.
import { z } from 'zod';
import { Instant } from './ids.ts';
import { memo } from './memo.ts';
import { OrgPath } from './org-path.ts';
import { AttachmentRef, TextRef } from './vault.ts';

/** A text in both languages, Chinese first. */
export const Label = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
export type Label = z.infer<typeof Label>;

const common = { label: Label, required: z.boolean() };

export const Field = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('choice'),
    ...common,
    options: z.array(z.strictObject({ value: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/), label: Label })).min(1),
  }),
  /** Free text: goes to the vault, never into a workflow. `max` in UTF-16 code units. */
  z.strictObject({ kind: z.literal('text'), ...common, max: z.int().positive().max(10_000) }),
  z.strictObject({ kind: z.literal('unit'), ...common }),
  z.strictObject({ kind: z.literal('integer'), ...common, min: z.int(), max: z.int() }),
  z.strictObject({ kind: z.literal('boolean'), ...common }),
  z.strictObject({ kind: z.literal('instant'), ...common }),
  z.strictObject({ kind: z.literal('attachments'), ...common, max: z.int().positive().max(20) }),
]);
export type Field = z.infer<typeof Field>;
export type Fields = Record<string, Field>;

/** What an action's input holds once texts and files are in the vault. */
export const InputValue = z.union([z.string(), z.int(), z.boolean(), TextRef, z.array(AttachmentRef)]);
export const ActionInput = z.record(z.string(), InputValue);
export type ActionInput = z.infer<typeof ActionInput>;

/** Text without NUL and lone surrogates, which neither PostgreSQL nor RFC 8785 can hold. */
export const PlainText = z
  .string()
  .refine((text) => !text.includes('\u0000'), 'must not contain NUL characters')
  .refine(
    (text) => !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text),
    'is not well-formed Unicode (a lone surrogate)',
  );

/** Nobody sees blanks, format characters (zero-width space, direction marks, byte order mark) and what stands for nothing. */
const isVisible = (text: string): boolean => /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(text);

/** What people write, without the blanks around it: at least one character can be seen. `max` in UTF-16 code units. */
export const wordsUpTo = (max: number) =>
  PlainText.pipe(
    z
      .string()
      .trim()
      .min(1, { abort: true })
      .max(max)
      .refine(isVisible, '没有看得见的文字 holds no character that can be seen'),
  );

/** `raw`: as people send it, texts in full and attachments by reference id. `sealed`: as a command carries it. */
type Form = 'raw' | 'sealed';

const schemaOf = (field: Field, form: Form): z.ZodType => {
  switch (field.kind) {
    case 'choice':
      return z.enum(field.options.map((option) => option.value) as [string, ...string[]]);
    case 'text':
      return form === 'raw' ? wordsUpTo(field.max) : TextRef;
    case 'unit':
      return OrgPath;
    case 'integer':
      return z.int().min(field.min).max(field.max);
    case 'boolean':
      return z.boolean();
    case 'instant':
      return Instant;
    case 'attachments':
      return z
        .array(form === 'raw' ? z.string().max(120) : AttachmentRef)
        .min(1)
        .max(field.max);
  }
};

/** The schema of an action's input; unknown names are refused. */
export const inputSchema = (fields: Fields, form: Form): z.ZodType<Record<string, unknown>> => schemas[form](fields);

const makeSchema = (fields: Fields, form: Form): z.ZodType<Record<string, unknown>> =>
  z.strictObject(
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => {
        const schema = schemaOf(field, form);
        return [name, field.required ? schema : schema.optional()];
      }),
    ),
  );

/** Making a schema takes a hundred times as long as using it. */
const schemas = {
  raw: memo((fields: Fields) => makeSchema(fields, 'raw')),
  sealed: memo((fields: Fields) => makeSchema(fields, 'sealed')),
} satisfies Record<Form, unknown>;
