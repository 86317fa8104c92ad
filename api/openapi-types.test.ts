// The types that the console's client is compiled with.
import { expect, test } from 'vitest';
import { openApiTypes } from './openapi-types.ts';

const withSchema = (Thing: object) => openApiTypes({ components: { schemas: { Thing } } });

test('objects, choices, lists and references become the types that they describe', () => {
  const types = withSchema({
    type: 'object',
    required: ['kind'],
    properties: {
      kind: { const: 'a' },
      'two-words': { type: 'array', items: { anyOf: [{ type: 'integer' }, { type: 'null' }] } },
      other: { $ref: '#/components/schemas/Other', description: 'Ends */ early.' },
      counts: { type: 'object', additionalProperties: { type: 'number' } },
      level: { enum: ['x', 'y'] },
    },
  });
  expect(types).toContain('kind: "a";');
  expect(types).toContain('"two-words"?: ((number) | (null))[];');
  expect(types).toContain('/** Ends * / early. */');
  expect(types).toContain(`other?: components['schemas']["Other"];`);
  expect(types).toContain('counts?: Record<string, number>;');
  expect(types).toContain('level?: "x" | "y";');
});

test('a parameter that is required makes its place required', () => {
  const types = openApiTypes({
    paths: {
      '/v1/things/{id}': {
        get: {
          parameters: [
            { in: 'path', name: 'id', required: true, schema: { type: 'string' } },
            { in: 'query', name: 'sort', schema: { type: 'string' } },
          ],
          responses: { '200': { content: { 'application/json': { schema: { type: 'string' } } } }, '4xx': {} },
        },
      },
    },
  });
  expect(types).toMatch(/path: \{\s+id: string;/);
  expect(types).toMatch(/query\?: \{\s+sort\?: string;/);
  expect(types).toContain("'4XX': { headers");
});

test('what it does not know is refused, not guessed', () => {
  expect(() => withSchema({ allOf: [] })).toThrow('teach it');
  expect(() => withSchema({ type: 'date' })).toThrow('teach it');
});
