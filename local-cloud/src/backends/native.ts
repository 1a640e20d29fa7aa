import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { repoRoot } from '../stack/paths.js';

/** Target folder of Debian packages that couldn't be installed; see `scripts/lib/native-packages.mjs`. */
export const nativeRoot = (): string | undefined => {
  const root = join(repoRoot, '.local/native/root');
  return existsSync(join(root, 'usr/sbin/mariadbd')) && !existsSync('/usr/sbin/mariadbd') ? root : undefined;
};

const folders = () => {
  const root = nativeRoot();
  const unpacked = root ? [join(root, 'usr/sbin'), join(root, 'usr/bin')] : [];
  return [...unpacked, ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];
};

const search = (name: string): string | undefined =>
  folders()
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

export const hasBinary = (name: string): boolean => search(name) !== undefined;

/** Returns the path of a program. @throws With instructions if it is missing. */
export const findBinary = (name: string): string => {
  const found = search(name);
  if (!found) throw new Error(`${name} is missing; \`npm start\` installs it or says how`);
  return found;
};

/** Variables with which unpacked programs find their libraries. */
export const nativeEnv = (): Record<string, string> => {
  const root = nativeRoot();
  if (!root) return {};
  const libraries = ['usr/lib', 'lib'].flatMap((folder) =>
    ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((arch) => join(root, folder, arch)),
  );
  return { LD_LIBRARY_PATH: libraries.join(delimiter) };
};
