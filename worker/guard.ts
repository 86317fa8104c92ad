// Ends this process when its event loop has stood still for too long: workflow code that never comes back would stop every case of this
// worker, and nothing inside could say so. The supervisor (or systemd) starts it again.
import { Worker } from 'node:worker_threads';

/** Longer than any workflow task may take, in ms. */
const longest = 30_000;

/** What watches, as a thread of its own: the only place that still runs then. */
const watch = `
  const { workerData: { beat, longest } } = require('node:worker_threads');
  let seen = Atomics.load(beat, 0);
  let since = Date.now();
  setInterval(() => {
    const now = Atomics.load(beat, 0);
    if (now !== seen) { seen = now; since = Date.now(); return; }
    if (Date.now() - since < longest) return;
    require('node:fs').writeSync(2, 'The worker has stood still for ' + longest / 1000 + ' s, in workflow code most likely, and is ended.\\n');
    process.kill(process.pid, 'SIGKILL');
  }, longest / 10);
`;

/** Watches from now on; holds up no process that would end otherwise. */
export const guardEventLoop = (longestMs = longest): void => {
  const beat = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  setInterval(() => Atomics.add(beat, 0, 1), longestMs / 10).unref();
  new Worker(watch, { eval: true, execArgv: [], workerData: { beat, longest: longestMs } }).unref();
};
