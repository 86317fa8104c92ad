// A scenario's figures in one line.
import type { Report } from './checker.ts';

export const summary = (
  scenario: string,
  seed: number,
  { operations, requests, okOutsideFaults, cases, events, strikes, findings }: Report,
): string =>
  [
    `${scenario} (seed ${seed}):`,
    `${cases} cases, ${events} events, ${operations} operations in ${requests.ok + requests.refused + requests.failed} requests,`,
    `${requests.failed} of them failed or unknown and asked again, ${(okOutsideFaults * 100).toFixed(1)} % ok outside the faults;`,
    strikes
      .map(
        ({ what, recoveredMs }) =>
          `${what} → ${recoveredMs === null ? 'never' : `${(recoveredMs / 1000).toFixed(1)} s`}`,
      )
      .join(', '),
    findings.length === 0 ? '; nothing lost, nothing twice' : `; ${findings.length} findings`,
  ].join(' ');
