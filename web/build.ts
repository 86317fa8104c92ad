// `npm run build:web`: builds the console into `web/dist`, compresses what is worth it, and notes which sources it was made from.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'vite';
import { buildServiceWorker } from './build-service-worker.ts';
import { sourcesHash, stampFile } from './sources.ts';

const dist = fileURLToPath(new URL('./dist', import.meta.url));
/** Built beside, then swapped: an API that serves the old one is without it for a moment only. */
const fresh = `${dist}-${process.pid}`;

const compressAssets = (folder: string): void => {
  for (const name of readdirSync(folder)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
};

// Whoever starts the build may test: the console is always built for people, never with React's or Vite's development branches.
process.env.NODE_ENV = 'production';

const began = Date.now();
const hash = sourcesHash();
mkdirSync(fresh, { recursive: true });
try {
  await build({
    configFile: fileURLToPath(new URL('./vite.config.ts', import.meta.url)),
    build: { outDir: fresh },
    logLevel: process.argv.includes('--quiet') ? 'warn' : 'info',
  });
  await buildServiceWorker(fresh);
  compressAssets(join(fresh, 'assets'));
  writeFileSync(join(fresh, stampFile), hash);
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
console.log(`控制台已构建 The console is built: web/dist (${((Date.now() - began) / 1000).toFixed(1)} s)`);
