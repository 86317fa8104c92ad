// What a run of a case hands to the next one.
import { z } from 'zod';
import { WorkingCalendar } from './calendar.ts';
import { CaseTypeDefinition } from './case-type.ts';
import { CarriedCase } from './state.ts';

/** As 0.1.0 reads it: a case may be handed back to the build before. Some histories hold a `v` 2. */
export const NextRun = z.strictObject({
  v: z.literal([1, 2]),
  carried: CarriedCase,
  definition: CaseTypeDefinition,
  calendar: WorkingCalendar,
});
export type NextRun = z.infer<typeof NextRun>;
