import { readSource } from '../sources.js';
import { findPatterns } from './patterns.js';
import { proseOf } from './prose.js';

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

/** Returns the findings of all files. */
export const findWordProblems = (paths: readonly string[]): Finding[] =>
  paths.flatMap((path) => findingsIn(path, readSource(path)));
