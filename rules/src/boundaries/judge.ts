import { entityOrder, parts, type Part } from './parts.js';

interface Place {
  part: Part;
  groups: Record<string, string | undefined>;
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

/** Returns the part of a file, and its service, feature or entity. */
export const placeOf = (path: string): Place | undefined => {
  for (const part of parts) {
    const match = part.files.exec(path);
    if (match) return { part, groups: { ...match.groups } };
  }
  return undefined;
};

const isInOrder = (from: Place, to: Place): boolean => {
  const [upper, lower] = [from, to].map(({ groups }) => entityOrder.indexOf(groups['entity'] ?? ''));
  return upper !== -1 && (upper ?? 0) < (lower ?? 0);
};

const areBothEntities = (from: Place, to: Place): boolean =>
  Boolean(from.groups['entity'] && to.groups['entity']);

const isAllowed = (from: Place, to: Place, inTest: boolean): boolean => {
  const hasSame = (groups: readonly string[]) =>
    groups.every((group) => from.groups[group] === to.groups[group]);
  if (from.part === to.part && hasSame(Object.keys(from.groups))) return true;
  if (areBothEntities(from, to) && !hasSame(['entity'])) {
    return isInOrder(from, to) && !(from.part.name.endsWith('model') && !to.part.name.endsWith('model'));
  }
  const may = [...from.part.may, ...(inTest ? (from.part.inTests ?? []) : [])];
  return may.some((one) =>
    typeof one === 'string' ? one === to.part.name : one.part === to.part.name && hasSame(one.same),
  );
};

/** Returns why a file may not import another file, `npm:<package>` or `node:<module>`; `undefined` if it may. */
export const refusal = (from: string, to: string): string | undefined => {
  const place = placeOf(from);
  if (!place) return `${from} belongs to no part; say in parts.ts what it may import`;
  const refuse = (what: string) => `${from} imports ${to}: ${place.part.name} may not import ${what}`;
  const name = to.startsWith('npm:') ? to.slice(4) : to;
  if (/^(npm|node):/.test(to)) {
    return isTest(from) || place.part.packages.test(name) ? undefined : refuse(`the package ${name}`);
  }
  const target = placeOf(to);
  if (!target) return `${to} belongs to no part; say in parts.ts what it may import`;
  if (isTest(to)) return refuse('tests');
  return isAllowed(place, target, isTest(from)) ? undefined : refuse(target.part.name);
};

/** Returns why a file may not read `process.env`. */
export const environmentRefusal = (path: string): string | undefined => {
  const place = placeOf(path);
  return isTest(path) || place?.part.readsEnvironment
    ? undefined
    : `${path} reads process.env: only config/env.ts does`;
};
