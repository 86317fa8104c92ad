// The one timer of a case. It is armed at or before the next thing that time will do, and only wakes the case; what is due is
// decided from absolute instants. A later deadline leaves the armed timer alone: an early ring finds nothing due and arms again,
// which is cheaper than cancelling and starting a timer in every step.
import { CancellationScope, sleep } from '@temporalio/workflow';

export interface Alarm {
  /** Makes sure that it rings at `at` (epoch ms) at the latest; null: never. */
  set(at: number | null): void;
}

export const createAlarm = (ring: () => void): Alarm => {
  let armed: { at: number; scope: CancellationScope } | null = null;
  const disarm = (): void => {
    armed?.scope.cancel();
    armed = null;
  };
  return {
    set(at) {
      if (at === null) return disarm();
      if (armed && armed.at <= at) return;
      disarm();
      const scope = new CancellationScope();
      armed = { at, scope };
      scope
        .run(() => sleep(Math.max(1, at - Date.now())))
        .then(
          () => {
            armed = null;
            ring();
          },
          () => undefined,
        );
    },
  };
};
