// Turns stack traces off in workflow code. The SDK takes one of every promise for its `__stack_trace` query, and looks each of its lines
// up in the source map: a fifth of the worker's CPU. A replay (`caseloop replay`) runs without this file, and shows where code failed.
// V8's own property, which ES2023 does not know.
Object.assign(Error, { stackTraceLimit: 0 });
