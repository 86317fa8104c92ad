// The OpenAPI document as TypeScript types, in the shape that `openapi-fetch` reads. The usual generator needs the JavaScript API of
// TypeScript 5, which the compiler used here no longer has (ADR 11); this covers what our document uses and refuses the rest.

interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  contentMediaType?: string;
  description?: string;
}
interface Parameter {
  in: 'query' | 'path' | 'header' | 'cookie';
  name: string;
  required?: boolean;
  description?: string;
  schema: Schema;
}
type Content = Record<string, { schema?: Schema }>;
interface Operation {
  summary?: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses?: Record<string, { content?: Content }>;
}
interface Document {
  paths?: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

const key = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name));
const comment = (text: string | undefined): string =>
  text === undefined ? '' : `/** ${text.replaceAll('*/', '* /').replaceAll('\n', ' ')} */\n`;
const block = (members: readonly string[]): string => (members.length === 0 ? '{}' : `{\n${members.join('\n')}\n}`);

/** The type of a value that a schema describes. @throws Error for a keyword that changes types and is not known here */
const typeOf = (schema: Schema): string => {
  if (schema.$ref !== undefined) return `components['schemas'][${JSON.stringify(schema.$ref.split('/').at(-1))}]`;
  if (schema.allOf) throw new Error('allOf is not known to api/openapi-types.ts; teach it.');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return choices.map((each) => `(${typeOf(each)})`).join(' | ');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.contentMediaType !== undefined) return 'Blob';
  if (Array.isArray(schema.type)) return schema.type.map((type) => `(${typeOf({ ...schema, type })})`).join(' | ');
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `(${typeOf(schema.items ?? {})})[]`;
    case 'object':
      return objectOf(schema);
    case undefined:
      return 'unknown';
    default:
      throw new Error(`The type ${schema.type} is not known to api/openapi-types.ts; teach it.`);
  }
};

const objectOf = ({ properties, required = [], additionalProperties }: Schema): string => {
  if (properties) {
    return block(
      Object.entries(properties).map(
        ([name, each]) =>
          `${comment(each.description)}${key(name)}${required.includes(name) ? '' : '?'}: ${typeOf(each)};`,
      ),
    );
  }
  return typeof additionalProperties === 'object' ? `Record<string, ${typeOf(additionalProperties)}>` : '{}';
};

const contentOf = (content: Content = {}): string =>
  block(Object.entries(content).map(([type, { schema }]) => `${JSON.stringify(type)}: ${typeOf(schema ?? {})};`));

const parametersOf = (parameters: readonly Parameter[]): string =>
  block(
    (['query', 'header', 'path', 'cookie'] as const).map((place) => {
      const here = parameters.filter((each) => each.in === place);
      if (here.length === 0) return `${place}?: never;`;
      const members = here.map(
        ({ name, required, description, schema }) =>
          `${comment(description)}${key(name)}${required ? '' : '?'}: ${typeOf(schema)};`,
      );
      return `${place}${here.some(({ required }) => required) ? '' : '?'}: ${block(members)};`;
    }),
  );

const operationOf = ({ parameters = [], requestBody, responses = {} }: Operation): string =>
  block([
    `parameters: ${parametersOf(parameters)};`,
    requestBody
      ? `requestBody${requestBody.required ? '' : '?'}: { content: ${contentOf(requestBody.content)} };`
      : 'requestBody?: never;',
    `responses: ${block(
      Object.entries(responses).map(
        ([status, { content }]) =>
          `${/^\d+$/.test(status) ? status : `'${status.toUpperCase()}'`}: { headers: Record<string, unknown>; ${
            content ? `content: ${contentOf(content)}` : 'content?: never'
          } };`,
      ),
    )};`,
  ]);

/** Indents a text of braces; strings and comments of ours hold no lone brace at a line's end. */
const indented = (text: string): string => {
  let depth = 0;
  return text
    .split('\n')
    .map((line) => {
      if (/^[})\]]/.test(line)) depth--;
      const padded = line === '' ? line : `${'  '.repeat(depth)}${line}`;
      if (/[{([]$/.test(line)) depth++;
      return padded;
    })
    .join('\n');
};

/** The types file that belongs to a document. */
export const openApiTypes = ({ paths = {}, components = {} }: Document): string =>
  indented(
    [
      '// Made from openapi.json by `npm run gen`: the types of the API, for `openapi-fetch`. Do not edit.',
      `export interface paths ${block(
        Object.entries(paths).map(
          ([path, operations]) =>
            `${JSON.stringify(path)}: ${block(
              Object.entries(operations).map(
                ([method, operation]) => `${comment(operation.summary)}${method}: ${operationOf(operation)};`,
              ),
            )};`,
        ),
      )}`,
      `export interface components ${block([
        `schemas: ${block(
          Object.entries(components.schemas ?? {}).map(
            ([name, schema]) => `${comment(schema.description)}${key(name)}: ${typeOf(schema)};`,
          ),
        )};`,
      ])}`,
      'export type Schemas = components["schemas"];',
      '',
    ].join('\n'),
  );
