import { loadedSpecifiersOf, resolveImport } from '../boundaries/imports.js';
import { listFiles, readSource } from '../sources.js';

const files = new Set(listFiles());

/** Returns the files of the repository that load together with these. */
export const loadedWith = (roots: readonly string[], read = readSource): string[] => {
  const loaded = new Set(roots);
  for (const path of loaded) {
    if (!/\.(ts|tsx)$/.test(path)) continue;
    for (const specifier of loadedSpecifiersOf(path, read(path))) {
      const target = resolveImport(path, specifier, files);
      if (files.has(target)) loaded.add(target);
    }
  }
  return [...loaded].sort();
};
