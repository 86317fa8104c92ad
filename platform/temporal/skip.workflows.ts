// The workflow that the test of time skipping runs.
import { sleep } from '@temporalio/workflow';

/** Sleeps and returns how long that took on its own clock, in ms. */
export async function sleeper(ms: number): Promise<number> {
  const start = Date.now();
  await sleep(ms);
  return Date.now() - start;
}
