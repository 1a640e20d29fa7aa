import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, expect, it } from '@jest/globals';
import { listFiles, readSource, root } from '../sources.js';

const documents = listFiles().filter((path) => path.endsWith('.md'));
const decisions = documents.filter((path) => path.startsWith('docs/adr/'));

const headingsOf = (path: string): string[] =>
  [...readSource(path).matchAll(/^#+ .*$/gm)].map(([heading]) => heading);

/** Returns the anchors that GitHub gives the headings of a document. */
const anchorsOf = (path: string): string[] =>
  headingsOf(path).map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Returns the links to files of the repository, without their anchors, and the anchors in documents. */
const linksIn = (path: string): { target: string; anchor: string | undefined }[] =>
  [...readSource(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#([^)]+))?\)/g)].map(
    ([, target = '', anchor]) => ({
      target: join(dirname(path), target),
      anchor,
    }),
  );

describe.each(documents)('%s', (path) => {
  it('links to existing files and headings', () => {
    const broken = linksIn(path).filter(
      ({ target, anchor }) => !existsSync(root + target) || (anchor && !anchorsOf(target).includes(anchor)),
    );
    expect(broken).toEqual([]);
  });
});

describe('decisions', () => {
  it.each(decisions)('%s has a number, a background, a decision and a consequence', (path) => {
    const number = Number(/\/(\d{4})-/.exec(path)?.[1]);
    const [title, ...sections] = headingsOf(path);
    expect(title).toMatch(new RegExp(`^# ${number}\\. `));
    expect(sections.filter((heading) => heading.startsWith('## '))).toEqual([
      '## Background',
      '## Decision',
      '## Consequence',
    ]);
  });

  it('are numbered without gaps or repeats', () =>
    expect(decisions.map((path) => Number(/\/(\d{4})-/.exec(path)?.[1]))).toEqual(
      Array.from({ length: decisions.length }, (_, index) => index + 1),
    ));
});
