// Runs after `npm test`, which leaves the browser out: says in one line whether this machine could run those tests, and how.
import { findChromium, howToGetOne } from './browser.ts';

console.log(
  findChromium()
    ? '浏览器测试另跑 The tests in a browser run apart: npm run test:e2e'
    : `未跑浏览器测试：没有 Chromium。The tests in a browser were left out, no Chromium here: ${howToGetOne}, then npm run test:e2e`,
);
