// What a request is received with.
import { z } from 'zod';
import { Source, Urgency } from '../workflows/contract/case-type.ts';
import { wordsUpTo } from '../workflows/contract/fields.ts';
import { OrgPath } from '../workflows/contract/org-path.ts';

export const IntakeBody = z.strictObject({
  source: Source,
  category: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'a category such as water'),
  area: OrgPath.describe('Where it happens: a county, street, community or grid.'),
  description: wordsUpTo(10_000),
  urgency: Urgency.default('normal'),
  type: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,39}$/)
    .optional()
    .describe('The case type; decided by the category when absent, which a type must claim then.'),
  reporter: wordsUpTo(500).optional().describe('Who reports it, and how to reach them.'),
  place: wordsUpTo(500).optional(),
  attachments: z.array(z.string().max(120)).max(20).default([]).describe('References from POST /v1/attachments.'),
  rehearsal: z.boolean().default(false).describe('A rehearsal: its time may be skipped, and no statistics count it.'),
});
export type IntakeBody = z.infer<typeof IntakeBody>;
