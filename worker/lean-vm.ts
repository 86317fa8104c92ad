// Takes two costs off every call into workflow code, which a case makes some eighty times in its life. Imported before a worker is made.
//
// 1. The SDK bounds each call in time, and for that Node starts a thread of the operating system and ends it again: 50 µs of CPU around
//    calls of a few. Here calls are not bounded; `worker/guard.ts` watches the whole process instead.
// 2. The SDK compiles a function for every promise to note where it was made, for its `__stack_trace` query. Stack traces are off in
//    workflow code anyway (`workflows/runtime/no-stack-traces.ts`).
import vm from 'node:vm';
import { globalHandlers } from '@temporalio/worker/lib/workflow/vm-shared.js';

const { runInContext } = vm.Script.prototype;

/** Node's own, without the limit in time. */
vm.Script.prototype.runInContext = function unbounded(context, { timeout: _, ...options } = {}) {
  return runInContext.call(this, context, options);
};

/** As the SDK goes on where there are no promise hooks. */
Object.assign(globalHandlers, { setPromiseHook: () => undefined });
