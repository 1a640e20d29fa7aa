/** Who may import whom outside of the client, whose rules stand in `.oxlintrc.json`. `docs/architecture.md` explains them. */

const workspace = (path) => `^${path}/`;
const forbidden = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });

export default {
  forbidden: [
    forbidden('no-circular', {}, { circular: true }, 'Cycles hide which part is the lower one.'),
    forbidden(
      'contracts-import-only-zod',
      { path: workspace('packages/contracts'), pathNot: '\\.test\\.ts$' },
      { pathNot: '^(packages/contracts/|node_modules/zod/)' },
      'Contracts cross every process boundary, the browser too.',
    ),
    forbidden(
      'service-kit-knows-no-service',
      { path: workspace('packages/service-kit') },
      { path: '^(services|client|local-cloud|e2e|bench)/' },
      'The kit is below the services.',
    ),
    forbidden(
      'services-import-packages-only',
      { path: '^services/([^/]+)/' },
      { path: '^(services|client|local-cloud|infra|dev-proxy|e2e|bench)/', pathNot: '^services/$1/' },
      'Services meet over the network only.',
    ),
    forbidden(
      'stand-ins-know-no-service',
      { path: '^(local-cloud|infra|dev-proxy)/', pathNot: '^local-cloud/src/stack/' },
      { path: '^(services|client|packages|e2e|bench)/' },
      'The outside world must not depend on what it is a stand-in for.',
    ),
    forbidden(
      'service-features-share-services-only',
      { path: '^services/([^/]+)/src/features/([^/]+)/', pathNot: '\\.test\\.ts$' },
      {
        path: '^services/[^/]+/src/features/[^/]+/[^/]*\\.(router|controller|events|routes)\\.ts$',
        pathNot: '^services/$1/src/features/$2/',
      },
      'Another feature is reached through its service, never through its transport.',
    ),
    forbidden(
      'repositories-are-below-features',
      { path: '^services/[^/]+/src/repositories/' },
      { path: '^services/[^/]+/src/features/' },
      'Repositories know rows, not use-cases.',
    ),
    forbidden(
      'platform-is-below-features',
      { path: '^services/[^/]+/src/platform/', pathNot: '\\.test\\.ts$' },
      { path: '^services/[^/]+/src/features/' },
      'Machinery knows no domain.',
    ),
    forbidden(
      'repositories-are-the-only-readers-of-rows',
      { path: '^services/[^/]+/src/features/.*\\.(service|router|controller|events)\\.ts$' },
      { path: '^services/[^/]+/src/generated/' },
      'Rows are mapped once, in the repository.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated|\\.local)/' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@maru/source', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
    moduleSystems: ['es6'],
  },
};
