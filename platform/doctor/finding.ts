// What one check of `caseloop doctor` found.

export type Finding = {
  level: 'ok' | 'warn' | 'bad';
  /** What was looked at, Chinese then English. */
  about: string;
  /** What was found. */
  found: string;
  /** How to mend it; absent when all is well. */
  mend?: string;
};

export function ok(about: string, found: string): Finding {
  return { level: 'ok', about, found };
}

export function warn(about: string, found: string, mend: string): Finding {
  return { level: 'warn', about, found, mend };
}

export function bad(about: string, found: string, mend: string): Finding {
  return { level: 'bad', about, found, mend };
}
