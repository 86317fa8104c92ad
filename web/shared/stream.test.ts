// The stream of news, as a page holds on to it: through refusals, and while nobody looks at the page.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listen } from './stream.ts';

/** A browser with a page, whose connections the test answers. */
const browser = () => {
  const connections: Connection[] = [];
  class Connection extends EventTarget {
    static readonly CLOSED = 2;
    readyState = 0;
    constructor() {
      super();
      connections.push(this);
    }
    open() {
      this.readyState = 1;
      this.dispatchEvent(new Event('open'));
    }
    refuse() {
      this.readyState = Connection.CLOSED;
      this.dispatchEvent(new Event('error'));
    }
    close() {
      this.readyState = Connection.CLOSED;
    }
  }
  const page = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal('EventSource', Connection);
  vi.stubGlobal('document', page);
  const look = (hidden: boolean): void => {
    page.hidden = hidden;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return {
    connections,
    last: () => connections.at(-1),
    hide: () => look(true),
    show: () => look(false),
  };
};

const minute = 60_000;
let opened: boolean[] = [];
const stayed = () => opened.at(-1);
const follow = () => listen({ news: () => undefined, missed: () => undefined }, (open) => opened.push(open));

beforeEach(() => {
  opened = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a connection that was refused is tried again', () => {
  const { connections, last } = browser();
  follow();
  last()?.refuse();
  expect(connections).toHaveLength(1);
  vi.advanceTimersByTime(minute);
  expect(connections).toHaveLength(2);
});

test('a page that was hidden while its connection was refused connects when it is looked at, and stays so', () => {
  const { connections, last, hide, show } = browser();
  follow();
  last()?.open();
  hide();
  last()?.refuse();
  show();
  expect(connections).toHaveLength(2);
  last()?.open();
  vi.advanceTimersByTime(10 * minute);
  expect(stayed()).toBe(true);
  expect(connections).toHaveLength(2);
});

test('a hidden page gives its connection back, and takes none until it is looked at', () => {
  const { connections, last, hide, show } = browser();
  follow();
  last()?.refuse();
  hide();
  vi.advanceTimersByTime(10 * minute);
  expect(connections).toHaveLength(1);
  show();
  last()?.open();
  hide();
  vi.advanceTimersByTime(minute);
  expect(stayed()).toBe(false);
  expect(connections).toHaveLength(2);
});

test('a page that is looked at again in time keeps its connection', () => {
  const { connections, last, hide, show } = browser();
  follow();
  last()?.open();
  hide();
  vi.advanceTimersByTime(minute / 2);
  show();
  vi.advanceTimersByTime(10 * minute);
  expect(stayed()).toBe(true);
  expect(connections).toHaveLength(1);
});
