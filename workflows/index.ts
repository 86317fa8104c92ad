// Workflow functions only: every export becomes a workflow type. The default export serves each case type under the type's own
// name; a type that needs code of its own exports a named workflow here.
export { caseWorkflow as default } from './runtime/case-workflow.ts';
