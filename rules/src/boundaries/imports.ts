import { dirname, join } from 'node:path/posix';
import { parseSync, type Program } from 'oxc-parser';
import { walk } from '../walk.js';

const workspaces: Record<string, string> = {
  contracts: 'packages/contracts',
  'service-kit': 'packages/service-kit',
  'local-cloud': 'local-cloud',
  'dev-proxy': 'dev-proxy',
  infra: 'infra',
};

/** `import('…')` in a type: the only kind of import that is missing from the parser's module record. */
const importTypes = (program: Program): string[] => {
  const found: string[] = [];
  walk(program, (node) => {
    if (node.type === 'TSImportType') found.push(node.source.value);
  });
  return found;
};

const parse = (path: string, source: string) => {
  const result = parseSync(path, source);
  if (result.errors[0]) throw new Error(`${path}: ${result.errors[0].message}`);
  return result;
};

/** Returns each specifier that loads with the file: no types, no dynamic imports. */
export const loadedSpecifiersOf = (path: string, source: string): string[] => {
  const { staticImports, staticExports } = parse(path, source).module;
  const loads = ({ entries }: { entries: { isType: boolean }[] }) =>
    entries.length === 0 || entries.some(({ isType }) => !isType);
  return [
    ...staticImports.filter(loads).map((one) => one.moduleRequest.value),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ isType, moduleRequest }) => (isType ? [] : (moduleRequest?.value ?? []))),
    ),
  ];
};

/** Returns each specifier that a file imports or re-exports, types and dynamic imports included. */
export const specifiersOf = (path: string, source: string): string[] => {
  const result = parse(path, source);
  const { staticImports, staticExports, dynamicImports } = result.module;
  const literals = dynamicImports
    .map(({ moduleRequest }) => source.slice(moduleRequest.start, moduleRequest.end))
    .filter((text) => /^['"]/.test(text))
    .map((text) => text.slice(1, -1));
  return [
    ...staticImports.map((one) => one.moduleRequest.value),
    ...staticExports.flatMap((one) => one.entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
    ...literals,
    ...(source.includes('import(') ? importTypes(result.program) : []),
  ];
};

const packageName = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Vite takes a query: `./processor.ts?worker&url`. */
const withoutQuery = (specifier: string): string => specifier.replace(/\?.*$/, '');

const basePath = (from: string, specifier: string): string | undefined => {
  if (specifier.startsWith('.')) return join(dirname(from), specifier);
  if (specifier.startsWith('@/')) return `client/src/${specifier.slice(2)}`;
  const [scope, name = '', ...rest] = specifier.split('/');
  return scope === '@maru' ? `${workspaces[name] ?? name}/src/${rest.join('/')}.js` : undefined;
};

/** Maps build output to its source. */
const toSource = (path: string): string =>
  path.replace(/^([^/]+|(?:packages|services)\/[^/]+)\/dist\//, '$1/src/');

/**
 * Returns the file behind a specifier, or `npm:<package>` or `node:<module>`. Generated code isn't in `files`; it keeps its path.
 * @throws If the specifier names no file.
 */
export const resolveImport = (from: string, specifier: string, files: ReadonlySet<string>): string => {
  if (specifier.startsWith('node:')) return specifier;
  const base = basePath(from, withoutQuery(specifier));
  if (!base) return `npm:${packageName(specifier)}`;
  if (base.includes('/generated/')) return base;
  const path = toSource(base);
  const stem = path.replace(/\.m?js$/, '');
  const found = [path, ...['.ts', '.tsx', '.mts', '.d.ts', '.d.mts'].map((ending) => stem + ending)].find(
    (one) => files.has(one),
  );
  if (!found) throw new Error(`${from} imports ${specifier}, which is no file`);
  return found;
};
