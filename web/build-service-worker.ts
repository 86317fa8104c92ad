// The report page's service worker: one file at the root of the site, which knows the files of this very build.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** What Vite notes of each file that it made. */
interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}

/** The scripts and styles of a page, by the addresses that it asks for. */
const filesOf = (chunks: Readonly<Record<string, Chunk>>, name: string, seen = new Set<string>()): string[] => {
  const chunk = chunks[name];
  if (!chunk || seen.has(name)) return [];
  seen.add(name);
  return [chunk.file, ...(chunk.css ?? []), ...(chunk.imports ?? []).flatMap((each) => filesOf(chunks, each, seen))];
};

/** @param folder of the build, to which the pages were written */
export const buildServiceWorker = async (folder: string): Promise<void> => {
  const chunks = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  const files = [
    ...new Set(filesOf(chunks, 'report.html').map((file) => `/${file}`)),
    '/manifest.webmanifest',
    '/icon.svg',
    '/icon-192.png',
    '/icon-512.png',
  ];
  const version = createHash('sha256');
  for (const file of ['/report.html', ...files]) version.update(readFileSync(join(folder, file)));
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { BUILD: JSON.stringify({ version: version.digest('hex').slice(0, 16), files }) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('./phone/service-worker.ts', import.meta.url)),
        output: { format: 'iife', entryFileNames: 'service-worker.js' },
      },
    },
  });
};
