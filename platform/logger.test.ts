// What a log line may not contain, and how the SDK's lines arrive in it.
import { describe, expect, it } from 'vitest';
import { createLogger, temporalRuntimeOptions } from './logger.ts';

function capture() {
  const lines: string[] = [];
  const logger = createLogger('test', 'info', { write: (line) => lines.push(line) });
  return { logger, lines };
}

describe('createLogger', () => {
  it('blots out personal and secret fields at any depth that a request has', () => {
    const { logger, lines } = capture();

    logger.info(
      { phone: '13800000000', req: { headers: { authorization: 'Bearer abc' } }, case: { reporter: { name: '王某' } } },
      'received',
    );

    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/13800000000|Bearer abc|王某/);
    expect(lines[0]).toContain('"part":"test"');
  });
});

describe('temporalRuntimeOptions', () => {
  it('writes the SDK logger through ours, errors with their stack, and leaves signals alone', () => {
    const { logger, lines } = capture();
    const options = temporalRuntimeOptions(logger);

    options.logger?.log('WARN', 'worker is slow', { taskQueue: 'caseloop', error: new Error('late') });

    expect(options.shutdownSignals).toEqual([]);
    const line = JSON.parse(lines[0] ?? '{}');
    expect(line).toMatchObject({ level: 40, msg: 'worker is slow', taskQueue: 'caseloop' });
    expect(line.err.stack).toContain('late');
  });
});
