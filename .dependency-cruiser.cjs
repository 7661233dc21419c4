// The import rules of CONTRIBUTING.md. Type imports count: tsPreCompilationDeps is on.
const own = (folder, allowed) => ({
  name: `${folder}-imports`,
  severity: 'error',
  comment: `src/${folder} may import only: ${['itself', 'errors', 'telemetry', ...allowed].join(', ')}`,
  from: { path: `^src/${folder}/`, pathNot: '\\.(test|contract)\\.ts$' },
  to: {
    path: '^src/',
    pathNot: [`^src/${folder}/`, '^src/errors\\.ts$', '^src/telemetry/', ...allowed.map((name) => `^src/${name}`)],
  },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-test',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.(test|contract)\\.ts$' },
      to: { path: '(\\.(test|contract)\\.ts$|^test/)' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    own('domain', []),
    own('ports', ['domain/']),
    own('mime', ['domain/']),
    own('smtp', ['domain/']),
    own('admission', ['domain/', 'ports/', 'mime/']),
    own('spool', ['domain/', 'ports/', 'mime/']),
    own('processing', ['domain/', 'ports/', 'mime/']),
    own('jobs', ['domain/', 'ports/', 'mime/']),
    own('viewing', ['domain/', 'ports/', 'mime/']),
    own('api', ['domain/', 'ports/', 'mime/', 'viewing/', 'config\\.ts$']),
    own('cli', ['domain/', 'ports/', 'config\\.ts$']),
    {
      name: 'adapters-never-each-other',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/', pathNot: '\\.(test|contract)\\.ts$' },
      to: {
        path: '^src/',
        // The segment format is the spool's and the segments store's in common: the log is the store.
        pathNot: [
          '^src/adapters/$1/',
          '^src/errors\\.ts$',
          '^src/telemetry/',
          '^src/(domain|ports|mime)/',
          '^src/spool/segment-format\\.ts$',
        ],
      },
    },
    {
      name: 'assembly-from-main-only',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/main\\.ts$', '^src/assembly/', '\\.test\\.ts$'] },
      to: { path: '^src/assembly/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
