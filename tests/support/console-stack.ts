// Vitest's global setup for the end-to-end tests: one whole system with the built console, as `caseloop start` runs it, for all files.
// Who writes such tests saves its start by having one run already: CASELOOP_E2E_HOME names its data folder.
import type { TestProject } from 'vitest/node';
import { readRunning } from '../../platform/running.ts';
import { findChromium, howToGetOne } from './browser.ts';
import { newHome, removeHome, startSystem } from './system.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    console: ConsoleStack;
  }
}

export interface ConsoleStack {
  /** The system's data folder. */
  home: string;
  /** Where pages and API are. */
  origin: string;
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.CASELOOP_E2E_HOME;
  if (!findChromium()) throw new Error(`没有浏览器，跑不了这些测试。These tests need a Chromium: ${howToGetOne}.`);
  if (given !== undefined) {
    const origin = readRunning(given)?.apiUrl;
    if (origin === undefined) throw new Error(`CASELOOP_E2E_HOME: nothing runs over ${given}.`);
    project.provide('console', { home: given, origin });
    return async () => undefined;
  }
  const home = newHome();
  const system = await startSystem(home, { CASELOOP_CONSOLE: 'on', LOG_LEVEL: 'warn' });
  const stop = async () => {
    await system.stop();
    removeHome(home);
  };
  if (!system.output().includes('控制台 console')) {
    await stop();
    throw new Error(`The console was not built:\n${system.output()}`);
  }
  project.provide('console', { home, origin: system.running().apiUrl });
  return stop;
}
