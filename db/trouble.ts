// Errors that tell of the database itself, not of what it was asked.

/** What the database suffers from. */
export type Trouble = 'away' | 'full';

/** PostgreSQL's SQLSTATE and the socket errors of its driver. */
const byCode: Record<string, Trouble> = {
  '53100': 'full',
  '53300': 'away',
  '55P03': 'away',
  '57014': 'away',
  '57P01': 'away',
  '57P02': 'away',
  '57P03': 'away',
  ECONNREFUSED: 'away',
  ECONNRESET: 'away',
  ENOTFOUND: 'away',
  ETIMEDOUT: 'away',
  EPIPE: 'away',
};

/** pg-pool and pg report a lost or late connection by sentence only. */
const lostConnection =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error)/;

/** Null: it says nothing about the database. Looks at the error alone, not at what caused it. */
export const troubleOf = (error: unknown): Trouble | null => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string') {
    const known = byCode[code] ?? (/^08...$/.test(code) ? 'away' : null);
    if (known) return known;
  }
  return typeof message === 'string' && lostConnection.test(message) ? 'away' : null;
};
