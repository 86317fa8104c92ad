// The workflow bundle as a file, made beforehand by `npm run bundle` or by `caseloop start`, so that a worker starts without a bundler. The
// file says which sources it was made of; a worker beside other sources refuses it: a case must never be carried by code that nobody can
// look up.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const isTest = (path: string): boolean => /\.test\.ts$|(^|\/)scenario\.ts$/.test(path);

/** What a bundle is made of: the code of `workflows/`, how it is bundled, and the libraries' exact versions. */
const sources = (): string[] => {
  const workflows = readdirSync(join(root, 'workflows'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !isTest(path))
    .map((path) => `workflows/${path}`);
  return [...workflows.sort(), 'worker/bundle.ts'];
};

/** SHA-256 over the sources, 64 hexadecimal digits. The same on every machine; its beginning makes a good CASELOOP_BUILD_ID. */
export const sourcesHash = (): string => {
  const hash = createHash('sha256');
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  hash.update(JSON.stringify(dependencies));
  for (const path of sources()) {
    hash.update(`\0${path}\0`);
    hash.update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
};

/**
 * On the first line of the code, so that the source map at its end stays true. It holds the code's own hash as well: a file that was written
 * as the power went may have its name and its first line, and not its end.
 */
const label = (sources: string, code: string): string =>
  `/* caseloop workflows, sources ${sources}, code ${createHash('sha256').update(code).digest('hex')} ${labelEnd}`;
const labelEnd = '*/ ';

/** Writes a bundle's code into `file`, whole or not at all. @returns the hash of the sources that it was made of */
export const writeBundleFile = (file: string, { code }: { code: string }): string => {
  const hash = sourcesHash();
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${label(hash, code)}${code}`);
  renameSync(draft, file);
  return hash;
};

const isCurrent = (content: string): boolean => {
  const code = content.slice(content.indexOf(labelEnd) + labelEnd.length);
  return content === `${label(sourcesHash(), code)}${code}`;
};

/** Whether `file` is there, whole, and was made of the code beside it. */
export const isCurrentBundle = (file: string): boolean => existsSync(file) && isCurrent(readFileSync(file, 'utf8'));

/** @throws Error when the file cannot be read, is not whole, or was made of other sources than those beside this worker */
export const readBundleFile = (file: string): { code: string } => {
  let code: string;
  try {
    code = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(
      `CASELOOP_WORKFLOW_BUNDLE names ${file}, which cannot be read (${(error as Error).message}). Make it with: npm run bundle`,
    );
  }
  if (isCurrent(code)) return { code };
  throw new Error(
    `The workflow bundle ${file} is not whole, or was not made of the code beside this worker. Make it anew with: npm run bundle — or unset CASELOOP_WORKFLOW_BUNDLE.`,
  );
};
