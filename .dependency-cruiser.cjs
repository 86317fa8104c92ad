// Imports point inward: web → contract; case-types → sdk → case → contract; runtime → case; activities → db and ports; only the roots
// (api/main.ts, worker/main.ts, cli/) put the parts together. Each rule says why.
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });
const notTests = '\\.test\\.ts$|/scenario\\.ts$';

module.exports = {
  forbidden: [
    rule('no-cycles', 'Two files that need each other are one file, or hide a third.', {}, { circular: true }),
    rule(
      'contract-is-innermost',
      'Every room, the browser included, can import the contract.',
      { path: '^workflows/contract/', pathNot: notTests },
      { pathNot: '^workflows/contract/|node_modules/zod/' },
    ),
    rule(
      'case-is-pure',
      'decide and evolve know no Temporal, no Node and no database.',
      { path: '^workflows/case/', pathNot: notTests },
      { pathNot: '^workflows/(contract|case)/|node_modules/(zod|@noble/hashes)/' },
    ),
    rule(
      'sdk-is-pure',
      'Authors of case types import the SDK alone.',
      { path: '^workflows/sdk/', pathNot: notTests },
      { pathNot: '^workflows/(contract|case|sdk)/|node_modules/zod/' },
    ),
    rule(
      'case-types-are-data',
      'A case type is plain data made with the SDK.',
      { path: '^workflows/case-types/', pathNot: notTests },
      { pathNot: '^workflows/(contract|sdk|case-types)/' },
    ),
    rule(
      'runtime-knows-temporal-only',
      'The shell is the one place in workflows/ that knows Temporal; what it needs from outside are its own ports.',
      { path: '^workflows/(runtime/|index)', pathNot: notTests },
      { pathNot: '^workflows/(contract|case|runtime)/|node_modules/(zod|@temporalio/(workflow|common))/' },
    ),
    rule(
      'db-knows-no-temporal',
      'The database room is usable without an engine.',
      { path: '^db/', pathNot: notTests },
      { path: 'node_modules/@temporalio|^(api|worker|activities|cli)/' },
    ),
    rule(
      'activities-know-ports-and-db',
      'Activities implement the workflow’s ports.',
      { path: '^activities/', pathNot: notTests },
      { path: '^(api|worker|cli)/|^workflows/(?!contract|runtime/ports)' },
    ),
    rule(
      'api-never-imports-the-shell',
      'The API talks to cases by name through the engine; it shares the pure core only.',
      { path: '^api/', pathNot: notTests },
      { path: '^workflows/runtime/|^(worker|activities|cli)/' },
    ),
    rule(
      'pages-know-contract-and-pure-rules',
      'What runs in a browser shares the contract and the pure core, and comes with its own packages only.',
      { path: '^web/(console|phone|resident|shared)/', pathNot: notTests },
      {
        pathNot:
          '^web/(console|phone|resident|shared)/|^workflows/(contract|case)/|node_modules/(zod|react|react-dom|antd|@ant-design|@tanstack|dayjs|echarts|openapi-fetch|@types)/',
      },
    ),
    rule(
      'light-pages-stay-light',
      'The phone page and the resident page load fast on old phones: no component kit, nothing of the console.',
      { path: '^web/(phone|resident|shared)/', pathNot: notTests },
      { path: '^web/console/|node_modules/(antd|@ant-design|echarts|dayjs|@tanstack)/' },
    ),
    rule(
      'only-the-build-knows-the-pages',
      'Other rooms see the console as built files.',
      { pathNot: '^(web|tests)/' },
      { path: '^web/(?!sources\\.ts)' },
    ),
    rule(
      'only-roots-read-the-environment',
      'Configuration is read once, where the parts are put together.',
      { path: '^(api|worker|activities|db)/', pathNot: `main\\.ts$|${notTests}` },
      { path: '^platform/config\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'nothing-imports-tests',
      'Tests and the benchmark, which stands on what supports them, are outermost.',
      { pathNot: '^(tests|bench)/|\\.test\\.ts$' },
      { path: '^(tests|bench)/' },
    ),
    rule('nothing-imports-the-cli', 'Commands are outermost.', { pathNot: '^(cli|tests|bench)/' }, { path: '^cli/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^web/dist' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
