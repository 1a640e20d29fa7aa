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

/** Tests of a Node workspace: native ES modules, workspace packages read from their sources. */
export const nodeProject = (dir, options = {}) => ({
  ...base(dir, options),
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@maru/source', 'node', 'node-addons'] },
  setupFiles: options.decorators ? ['reflect-metadata'] : [],
});

/** Tests of the browser client in jsdom. */
export const jsdomProject = (dir) => {
  const project = base(dir);
  return {
    ...project,
    testEnvironment: `<rootDir>/src/testing/jsdom-environment.mjs`,
    testEnvironmentOptions: { customExportConditions: ['@maru/source', 'browser'] },
    moduleNameMapper: {
      ...project.moduleNameMapper,
      // The first that fits wins, and styles are imported by alias, too.
      '\\.module\\.css$': '<rootDir>/src/testing/css-module.mjs',
      '\\.css$': '<rootDir>/src/testing/empty.mjs',
      '^@/(.*)\\.js$': '<rootDir>/src/$1',
      '^@/(.*)$': '<rootDir>/src/$1',
    },
  };
};
