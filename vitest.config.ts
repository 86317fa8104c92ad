// Kinds of tests: `unit` is the pure core, which needs nothing; `e2e` leads a browser through the console; `system` runs over a real PostgreSQL and a real
// Temporal server that are started once for the run; `faults` breaks whole systems and is run by `npm run test:faults` alone. `vitest --project unit` never pays for the latter.
import { configDefaults, defineConfig } from 'vitest/config';

const PURE = [
  'workflows/{contract,case,sdk,case-types}/**/*.test.ts',
  'seed/{org,calendars}.test.ts',
  'cli/client.test.ts',
  'cli/demo/{*,season/plan,season/life,season/progress}.test.ts',
  'api/routes/rehearsal.test.ts',
  'platform/*.test.ts',
  'platform/temporal/{engine,provision}.test.ts',
  'worker/{bundle-file,rounds}.test.ts',
  'db/{gather,few-at-once}.test.ts',
  'web/**/*.test.ts',
  'api/openapi-types.test.ts',
  'tests/deployment/*.test.ts',
  'tests/support/*.test.ts',
];

export default defineConfig({
  test: {
    pool: 'forks',
    // Two test files at a time: the server and the database want a core of their own.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'unit', include: PURE } },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['**/*.test.ts'],
          exclude: [
            ...configDefaults.exclude,
            'tests/e2e/**',
            'tests/faults/scenarios/**',
            'tests/cluster/**',
            ...PURE,
          ],
          globalSetup: ['tests/support/stack.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/*.test.ts'],
          globalSetup: ['tests/support/console-stack.ts'],
          // One browser at a time: two cores are shared with a whole system.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'cluster',
          include: ['tests/cluster/*.test.ts'],
          testTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['tests/faults/scenarios/*.test.ts'],
          // One system at a time: recoveries are measured.
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
