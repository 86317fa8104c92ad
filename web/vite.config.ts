// How the console is built: three pages from one source, so that the phone's and the resident's page stay light.
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  plugins: [react()],
  // Replaced by the server, each time that it sends a page.
  html: { cspNonce: 'CASELOOP_NONCE' },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    // Tells the service worker which files a page is made of.
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_500,
    rolldownOptions: { input: [here('index.html'), here('report.html'), here('resident.html')] },
  },
  server: { proxy: { '/v1': process.env.CASELOOP_API ?? 'http://127.0.0.1:3000' } },
});
