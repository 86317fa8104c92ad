// How answers leave: as their schemas describe them, so that what these do not name stays here. An answer that does not fit is a fault of
// ours and becomes Internal.
import type { FastifySerializerCompiler } from 'fastify';
import type { z } from 'zod';

/**
 * Writes answers by their schemas, which are zod's. They hold no codecs, so that reading an answer forwards does what encoding it would, in
 * half the time: that looks at each part twice, and tries all kinds of a field one by one.
 */
export const serializerCompiler: FastifySerializerCompiler<z.ZodType> =
  ({ schema }) =>
  (answer) =>
    JSON.stringify((schema as z.ZodType).parse(answer));
