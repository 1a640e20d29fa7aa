import { readSource } from '../sources.js';
import { findPatterns } from './patterns.js';
import { proseOf } from './prose.js';

/** Folders that are not rewritten yet, with their number of matches. Numbers only go down; a folder at 0 leaves the list. */
export const remaining: Readonly<Record<string, number>> = {
  'services/chat/': 72,
};

export interface Finding {
  path: string;
  text: string;
}

/** Returns every sentence in the file that has one of the patterns. */
export const findingsIn = (path: string, source: string): Finding[] =>
  proseOf(path, source).flatMap(({ line, text }) =>
    findPatterns(text).map(({ name, sentence, instead }) => ({
      path,
      text: `${path}:${line} ${name}: “${sentence}” ${instead}`,
    })),
  );

const folderOf = (path: string): string | undefined =>
  Object.keys(remaining)
    .filter((folder) => path.startsWith(folder))
    .sort((one, other) => other.length - one.length)[0];

/** Returns the findings of folders with more of them than `remaining` allows. */
export const findWordProblems = (paths: readonly string[]): Finding[] => {
  const byFolder = new Map<string | undefined, Finding[]>();
  for (const path of paths) {
    const folder = folderOf(path);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), ...findingsIn(path, readSource(path))]);
  }
  return [...byFolder].flatMap(([folder, findings]) =>
    findings.length > (folder === undefined ? 0 : (remaining[folder] ?? 0)) ? findings : [],
  );
};
