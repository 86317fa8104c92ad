// The child's side of the supervisor: a process tells when it is ready, and stops when it is asked to, or when the
// supervisor is gone. Run by hand or by another supervisor (systemd, Kubernetes), the same calls just do less.

/** The message that tells a supervisor "I am ready". */
export const READY = 'caseloop:ready';

export function announceReady(): void {
  process.send?.(READY);
}

/**
 * Calls `stop` once, at SIGINT, SIGTERM or the end of the supervisor, and then ends the process: with 0, or with 1 when
 * `stop` fails. A second signal ends it at once.
 */
export function stopWhenAsked(stop: (why: string) => Promise<void>, failed: (error: unknown) => void): void {
  let asked = false;
  const begin = (why: string) => {
    if (asked) process.exit(1);
    asked = true;
    stop(why).then(
      () => process.exit(0),
      (error: unknown) => {
        failed(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', begin);
  process.on('SIGTERM', begin);
  process.once('disconnect', () => begin('the supervisor is gone'));
}
