// How a request's body is read: JSON only (files have a route of their own), well-formed UTF-8, not too deep, no prototype tricks.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CaseFailure } from '../../workflows/contract/failures.ts';

/** Bytes of a JSON body. */
export const jsonLimit = 1024 * 1024;

/** Levels of nested objects and arrays. */
const depthLimit = 50;

/** True when brackets outside of strings nest deeper than `limit`; one pass, before anything is parsed. */
export const isTooDeep = (json: string, limit: number): boolean => {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < json.length; i++) {
    const char = json[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') {
      depth++;
      if (depth > limit) return true;
    } else if (char === '}' || char === ']') depth--;
  }
  return false;
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

const decode = (body: Buffer): string => {
  try {
    return utf8.decode(body);
  } catch {
    throw new CaseFailure('Malformed', '正文不是合法的 UTF-8。The body is not well-formed UTF-8.');
  }
};

export const useBodies = (app: FastifyInstance): void => {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: jsonLimit }, (request, body, done) => {
    try {
      const text = decode(body as Buffer);
      if (isTooDeep(text, depthLimit)) {
        throw new CaseFailure(
          'Malformed',
          `JSON 嵌套不得超过 ${depthLimit} 层。The JSON nests deeper than ${depthLimit} levels.`,
        );
      }
      void parse(request as FastifyRequest, text, done);
    } catch (error) {
      done(error as Error, undefined);
    }
  });
};
