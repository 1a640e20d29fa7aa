import { parseSync, type Node } from 'oxc-parser';
import { readSource } from '../sources.js';
import { walk } from '../walk.js';
import { findCircles } from './circles.js';
import { readsTime, timeRefusal } from './clock.js';
import { resolveImport, specifiersOf } from './imports.js';
import { environmentRefusal, refusal } from './judge.js';
import { inModels } from './parts.js';

/** File → files and packages that it imports. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

export const isCode = (path: string): boolean => /\.(ts|tsx|mts|mjs)$/.test(path);

export const importsOf = (path: string, source: string, files: ReadonlySet<string>): string[] => [
  ...new Set(specifiersOf(path, source).map((specifier) => resolveImport(path, specifier, files))),
];

export const buildGraph = (paths: readonly string[]): ImportGraph => {
  const files = new Set(paths);
  return new Map(paths.filter(isCode).map((path) => [path, importsOf(path, readSource(path), files)]));
};

const isEnvironment = (node: Node): boolean => {
  if (node.type === 'ImportDeclaration') {
    return /^(node:)?process$/.test(node.source.value) && node.specifiers.length > 0;
  }
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return false;
  const { object, property } = node;
  const isNamed =
    (property.type === 'Identifier' && property.name === 'env') ||
    (property.type === 'Literal' && property.value === 'env');
  return object.name === 'process' && isNamed;
};

export const readsEnvironment = (path: string, source: string): boolean => {
  if (!source.includes('env')) return false;
  let isFound = false;
  walk(parseSync(path, source).program, (node) => {
    isFound ||= isEnvironment(node);
  });
  return isFound;
};

export const importProblems = (graph: ImportGraph): string[] =>
  [...graph].flatMap(([from, targets]) => targets.flatMap((to) => refusal(from, to) ?? []));

export const circleProblems = (graph: ImportGraph): string[] =>
  findCircles(graph).map((circle) => `these import each other in a circle: ${circle.join(', ')}`);

/**
 * Treats each feature of a service as one node, so that no two features depend on each other.
 */
export const featureGraph = (graph: ImportGraph): ImportGraph => {
  const features = new Map<string, Set<string>>();
  const nameOf = (path: string) => /^services\/[^/]+\/src\/features\/[^/]+(?=\/)/.exec(path)?.[0];
  for (const [from, targets] of graph) {
    const name = nameOf(from);
    if (!name || from.endsWith('.test.ts')) continue;
    const uses = features.get(name) ?? new Set();
    for (const to of targets) {
      const other = nameOf(to);
      if (other && other !== name) uses.add(other);
    }
    features.set(name, uses);
  }
  return new Map([...features].map(([name, uses]) => [name, [...uses]]));
};

const pathTo = (goal: (path: string) => boolean, start: string, graph: ImportGraph): string[] | undefined => {
  const cameFrom = new Map<string, string | undefined>([[start, undefined]]);
  for (const path of cameFrom.keys()) {
    if (goal(path)) {
      const steps: string[] = [];
      for (let step: string | undefined = path; step; step = cameFrom.get(step)) steps.unshift(step);
      return steps;
    }
    for (const next of graph.get(path) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, path);
  }
  return undefined;
};

/** No model of the client may import a framework, directly or through other files. */
export const modelProblems = (graph: ImportGraph, paths: Iterable<string> = graph.keys()): string[] =>
  [...paths]
    .filter((path) => /^client\/src\/(.+\/)?model\//.test(path) && !path.includes('.test.'))
    .flatMap((path) => {
      const steps = pathTo((one) => one.startsWith('npm:') && !inModels.test(one.slice(4)), path, graph);
      return steps ? [`a model reaches a framework: ${steps.join(' → ')}`] : [];
    });

/** Returns everything in the repository that breaks a boundary. */
export const findProblems = (paths: readonly string[]): string[] => {
  const graph = buildGraph(paths);
  return [
    ...importProblems(graph),
    ...circleProblems(graph),
    ...circleProblems(featureGraph(graph)),
    ...modelProblems(graph),
    ...paths
      .filter((path) => isCode(path) && readsEnvironment(path, readSource(path)))
      .flatMap((path) => environmentRefusal(path) ?? []),
    ...paths
      .filter((path) => isCode(path) && timeRefusal(path) && readsTime(path, readSource(path)))
      .flatMap((path) => timeRefusal(path) ?? []),
  ];
};
