// The web console before a start: built when it is missing or older than its sources, in a process of its own.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { consoleState } from '../web/sources.ts';

const run = promisify(execFile);

/** @returns whether there is a console to serve; a build that fails is told, and the rest starts without it */
export const readyConsole = async (say: (line: string) => void): Promise<boolean> => {
  const state = consoleState();
  if (state === 'fresh') return true;
  say(
    state === 'missing'
      ? '首次启动，正在构建网页控制台（几秒）Building the web console, once (seconds) …'
      : '控制台源码有变，正在重新构建 The web console changed: building it again (seconds) …',
  );
  try {
    const build = fileURLToPath(new URL('../web/build.ts', import.meta.url));
    await run(process.execPath, ['--import', import.meta.resolve('tsx'), build, '--quiet']);
    return true;
  } catch (error) {
    const why = (error as { stderr?: string }).stderr?.trim().split('\n').slice(0, 6).join('\n') ?? String(error);
    say(
      `控制台构建失败，其余照常启动。The web console could not be built; the rest starts ${state === 'stale' ? 'with the one from before' : 'without it'}:\n${why}\n  npm ci && npm run build:web`,
    );
    return state === 'stale';
  }
};
