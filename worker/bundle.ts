// The workflow bundle: what the worker runs and what a replay runs against. Bundling fails on anything that workflow code may not use.
import { fileURLToPath } from 'node:url';
import { type BundleOptions, bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

const fileAt = (path: string): string => fileURLToPath(new URL(`../workflows/${path}`, import.meta.url));

const workflowsPath = fileAt('index.ts');

const sharedModules = fileAt('runtime/shared-modules.ts');

const bundle = (...preloadModules: string[]): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({ workflowsPath, preloadModules, webpackConfigHook: forNode, logger: quiet });

type WebpackConfig = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0];

/** Leaves to Node what it can do itself: the SDK has objects spread by functions of its own, for engines of 2017. */
const forNode = (config: WebpackConfig): WebpackConfig => {
  for (const rule of config.module?.rules ?? []) {
    const use = (rule as { use?: { options?: { jsc?: { target?: string } } } } | undefined)?.use;
    if (use?.options?.jsc) use.options.jsc.target = 'es2022';
  }
  return config;
};

let forWork: Promise<WorkflowBundleWithSourceMap> | undefined;
let forReplay: Promise<WorkflowBundleWithSourceMap> | undefined;

/** What the worker runs. Bundled once a process; it takes about a second. */
export const workflowBundle = (): Promise<WorkflowBundleWithSourceMap> => {
  forWork ??= bundle(sharedModules, fileAt('runtime/no-stack-traces.ts'));
  return forWork;
};

/** The same code, whose failures say where they came from. */
export const replayBundle = (): Promise<WorkflowBundleWithSourceMap> => {
  forReplay ??= bundle(sharedModules);
  return forReplay;
};

const ignore = (): void => undefined;
/** The bundler's progress is no news; its errors are thrown. */
const quiet = { log: ignore, trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };
