// Cursors of paged lists: where the next page begins, opaque to the caller and checked when it comes back.
import type { z } from 'zod';
import { CaseFailure } from '../workflows/contract/failures.ts';

export const encodeCursor = (position: object): string => Buffer.from(JSON.stringify(position)).toString('base64url');

/** @throws CaseFailure Malformed when it is not a cursor that this list gave out */
export const decodeCursor = <T>(cursor: string, schema: z.ZodType<T>): T => {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new CaseFailure(
      'Malformed',
      '游标无效，请从第一页重新开始。This cursor is not valid; begin again without one.',
    );
  }
};
