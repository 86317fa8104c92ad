// Durations as the engine's raw requests want them.
import proto from '@temporalio/proto';

/** @param ms whole milliseconds, not negative. */
export function durationOf(ms: number): proto.google.protobuf.IDuration {
  return proto.google.protobuf.Duration.fromObject({ seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 });
}
