// What authors of case types import.
export { hashCaseType } from '../case/case-type-hash.ts';
export type { CaseTypeDefinition } from '../contract/case-type.ts';
export { checkCaseType } from './check.ts';
export type { Finding } from './checks/finding.ts';
export { defineCaseType } from './define-case-type.ts';
export type { ChoiceField, LabelForm } from './fields.ts';
export { attachments, choice, instant, integer, optional, text, unit, yesNo } from './fields.ts';
export type { ActionForm, StepForm, StepForms } from './forms.ts';
export { days, exampleRule, hours, ladder, workingDays, workingHours } from './limits.ts';
