// Listening to GET /v1/stream as a browser does: messages one after the other, and the id that the last complete block had.

export interface Message {
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into what was told
  data: any;
}

export interface TestStream {
  status: number;
  /** The next message; null when the stream has ended. */
  next(): Promise<Message | null>;
  /** As many as `wanted`. @throws when it ends before */
  take(wanted: number): Promise<Message[]>;
  lastId(): string | null;
  /** The id that comes next, with or without messages, which are not told then. */
  nextId(): Promise<string | null>;
  close(): void;
}

export const openStream = async (url: string, token: string, lastId?: string): Promise<TestStream> => {
  const ending = new AbortController();
  const response = await fetch(`${url}/v1/stream`, {
    headers: { authorization: `Bearer ${token}`, ...(lastId !== undefined && { 'last-event-id': lastId }) },
    signal: ending.signal,
  });
  const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  let id: string | null = null;

  /** The next block that ends with an empty line. */
  const block = async (): Promise<string | null> => {
    for (;;) {
      const end = rest.indexOf('\n\n');
      if (end >= 0) {
        const found = rest.slice(0, end);
        rest = rest.slice(end + 2);
        return found;
      }
      const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
      if (done) return null;
      rest += value;
    }
  };
  const read = async (until: (fields: Record<string, string>) => boolean): Promise<Record<string, string> | null> => {
    for (;;) {
      const text = await block();
      if (text === null) return null;
      const fields = Object.fromEntries(text.split('\n').map((line) => line.split(/: (.*)/s, 2)));
      id = fields.id ?? id;
      if (until(fields)) return fields;
    }
  };
  const stream: TestStream = {
    status: response.status,
    async next() {
      const fields = await read(({ data }) => data !== undefined);
      return fields && { event: fields.event ?? 'message', data: JSON.parse(fields.data ?? 'null') };
    },
    async take(wanted) {
      const taken: Message[] = [];
      while (taken.length < wanted) {
        const message = await stream.next();
        if (!message) throw new Error(`The stream ended after ${taken.length} of ${wanted} messages.`);
        taken.push(message);
      }
      return taken;
    },
    lastId: () => id,
    nextId: async () => (await read((fields) => fields.id !== undefined))?.id ?? null,
    close: () => ending.abort(),
  };
  return stream;
};
