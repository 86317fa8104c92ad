// The child's side of the supervisor: a process tells when it is ready, and stops when it is asked to, or when the
// supervisor is gone. Run by hand or by another supervisor (systemd, Kubernetes), the same calls just do less.

/** The message that tells a supervisor "I am ready". */
export const READY = 'caseloop:ready';

export function announceReady(): void {
  process.send?.(READY);
}

/**
 * Calls `stop` once, at SIGINT, SIGTERM, SIGHUP or the end of the supervisor, and then ends the process: with 0, or with 1 when
 * `stop` fails. A second signal ends it at once.
 */
export function stopWhenAsked(stop: (why: string) => Promise<void>, failed: (error: unknown) => void): void {
  const begin = (why: string) => {
    stop(why).then(
      () => process.exit(0),
      (error: unknown) => {
        failed(error);
        process.exit(1);
      },
    );
  };
  const signals = onStopSignals(begin, () => process.exit(1));
  process.once('disconnect', () => signals.asked() || begin('the supervisor is gone'));
}

/** A signal this soon after the first is its echo: npm passes on the Ctrl-C that the terminal has already sent. */
const ECHO_MS = 1_000;

/** Calls `first` at the first SIGINT, SIGTERM or SIGHUP, and `again` when somebody insists. */
export function onStopSignals(first: (signal: string) => void, again: () => void): { asked(): boolean } {
  let askedAt: number | undefined;
  const hear = (signal: string) => {
    if (askedAt === undefined) {
      askedAt = Date.now();
      first(signal);
    } else if (Date.now() - askedAt > ECHO_MS) again();
  };
  process.on('SIGINT', hear);
  process.on('SIGTERM', hear);
  // The terminal was closed.
  process.on('SIGHUP', hear);
  return { asked: () => askedAt !== undefined };
}
