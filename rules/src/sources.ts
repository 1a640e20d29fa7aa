import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Absolute path of the repository, with a trailing slash. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

const skipped = new Set(['node_modules', 'dist', 'generated', '.git', '.local']);

const walk = (folder: string): string[] =>
  readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = folder + entry.name;
    return entry.isDirectory() ? walk(`${path}/`) : [path];
  });

/** Paths of the repository's own files, relative to its root: no dependencies, no build output, no generated code. */
export const listFiles = (): string[] => walk('').sort();

export const readSource = (path: string): string => readFileSync(root + path, 'utf8');

/** Returns the names of the folders directly inside `folder`, which may be missing. */
export const foldersIn = (folder: string, files: readonly string[]): string[] => [
  ...new Set(
    files.flatMap((path) => {
      const [name, ...rest] = path.startsWith(folder) ? path.slice(folder.length).split('/') : [];
      return name && rest.length > 0 ? [name] : [];
    }),
  ),
];
