// The workflow bundle before a worker starts: made when it is missing or was made of other sources, in a process of its own.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isCurrentBundle } from '../worker/bundle-file.ts';

const run = promisify(execFile);

/** @returns `file`, which holds the bundle of today's sources. @throws Error with the bundler's own words */
export const readyBundle = async (file: string): Promise<string> => {
  if (isCurrentBundle(file)) return file;
  const script = fileURLToPath(new URL('../worker/write-bundle.ts', import.meta.url));
  try {
    await run(process.execPath, ['--import', import.meta.resolve('tsx'), script, file]);
    return file;
  } catch (error) {
    const why = (error as { stderr?: string }).stderr?.trim() || String(error);
    throw new Error(`流程代码无法打包。The workflows cannot be bundled:\n${why}`);
  }
};
