// What authors of case types import.
export { hashCaseType } from '../case/case-type-hash.ts';
export type { CaseTypeDefinition } from '../contract/case-type.ts';
export { checkCaseType } from './check.ts';
export { defineCaseType } from './define-case-type.ts';
export type { LabelForm } from './fields.ts';
export { attachments, choice, instant, integer, optional, text, unit, yesNo } from './fields.ts';
export type { StepForm, StepForms } from './forms.ts';
export { days, exampleRule, hours, ladder, workingDays, workingHours } from './limits.ts';
