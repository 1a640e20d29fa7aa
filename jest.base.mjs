import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

const swc = ({ decorators = false } = {}) => ({
  '^.+\\.tsx?$': [
    '@swc/jest',
    {
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', tsx: true, decorators },
        transform: {
          react: { runtime: 'automatic' },
          ...(decorators ? { legacyDecorator: true, decoratorMetadata: true } : {}),
        },
      },
      module: { type: 'es6' },
    },
  ],
});

const base = (dir, options) => ({
  displayName: dir,
  rootDir: `${root}${dir}`,
  roots: ['<rootDir>/src'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: swc(options),
});

/** Tests of a Node workspace: native ES modules, workspace packages resolved to their sources. */
export const nodeProject = (dir, options = {}) => ({
  ...base(dir, options),
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@maru/source', 'node', 'node-addons'] },
  setupFiles: options.decorators ? ['reflect-metadata'] : [],
});

/** Tests of the browser client: components (`*.test.tsx`) and `*.dom.test.ts` in jsdom, all else in Node, which starts much faster. */
export const clientProjects = (dir) => {
  const project = base(dir);
  const common = {
    ...project,
    testEnvironmentOptions: { customExportConditions: ['@maru/source', 'browser'] },
    moduleNameMapper: {
      ...project.moduleNameMapper,
      // The first match wins, and styles are imported by alias, too.
      '\\.module\\.css$': '<rootDir>/src/testing/css-module.mjs',
      '\\.css$': '<rootDir>/src/testing/empty.mjs',
      '^@/(.*)\\.js$': '<rootDir>/src/$1',
      '^@/(.*)$': '<rootDir>/src/$1',
      // One file instead of one module for each of its 1,700 icons.
      '^lucide-react$': `${root}node_modules/lucide-react/dist/cjs/lucide-react.js`,
    },
  };
  return [
    {
      ...common,
      testMatch: ['**/*.test.tsx', '**/*.dom.test.ts'],
      testEnvironment: '<rootDir>/src/testing/jsdom-environment.mjs',
    },
    { ...common, displayName: `${dir} models`, testMatch: ['**/!(*.dom).test.ts'], testEnvironment: 'node' },
  ];
};
