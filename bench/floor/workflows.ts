// The least that any implementation on this engine must do for a case: a long-lived workflow that takes updates, each of which sets
// its deadline anew. No rules, no ledger, no checks.
import { condition, defineUpdate, setHandler } from '@temporalio/workflow';

const received = defineUpdate<number>('received');
const step = defineUpdate<number>('step');
const day = 24 * 3_600_000;

/** Ends after `steps` updates. */
export async function bareCase(steps: number): Promise<void> {
  let taken = 0;
  let began = Date.now();
  setHandler(received, () => taken);
  setHandler(step, () => {
    taken += 1;
    began = Date.now();
    return taken;
  });
  while (taken < steps) {
    const seen = taken;
    // A timer that is armed, and cancelled by the next step: as a deadline is.
    await condition(() => taken > seen, began + 7 * day - Date.now());
  }
}
