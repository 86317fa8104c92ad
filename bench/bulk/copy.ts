// COPY … FROM STDIN over one connection of `pg`, which has the protocol's messages but no way to feed them.
import { once } from 'node:events';
import type { Socket } from 'node:net';
import pg from 'pg';

interface Wire {
  stream: Socket;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
}

/** Bytes that are gathered before they are sent. */
const chunkSize = 1 << 20;

/** A value as COPY's text format writes it. */
export const field = (value: unknown): string => {
  if (value === null || value === undefined) return '\\N';
  const text = Array.isArray(value) ? `{${value.join(',')}}` : String(value);
  return /[\\\n\t\r]/.test(text) ? text.replace(/[\\\n\t\r]/g, (c) => escaped[c] as string) : text;
};
const escaped: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' };

/** Copies lines (without their line breaks) into `target`, e.g. `person (id, name)`. @throws the server's error */
export const copyInto = async (url: string, target: string, lines: Iterable<string>): Promise<void> => {
  const client = new pg.Client({ connectionString: url, application_name: 'bench-bulk' });
  await client.connect();
  try {
    await new Promise<void>((resolve, reject) => {
      client.query({
        submit: (wire: Wire) => wire.query(`copy ${target} from stdin`),
        handleCopyInResponse: (wire: Wire) =>
          void send(wire, lines).catch((error: Error) => {
            wire.sendCopyFail(error.message);
            reject(error);
          }),
        handleCommandComplete: () => undefined,
        handleReadyForQuery: () => resolve(),
        handleError: (error: Error) => reject(error),
      } as never);
    });
  } finally {
    await client.end();
  }
};

const send = async (wire: Wire, lines: Iterable<string>): Promise<void> => {
  let parts: string[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    wire.sendCopyFromChunk(Buffer.from(parts.join('')));
    parts = [];
    size = 0;
    if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain');
    else await new Promise(setImmediate);
  };
  for (const line of lines) {
    parts.push(line, '\n');
    size += line.length + 1;
    if (size >= chunkSize) await flush();
  }
  if (size > 0) await flush();
  wire.endCopyFrom();
};
