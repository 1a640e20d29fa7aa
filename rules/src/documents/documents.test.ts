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

/** Returns the files of a flow in order. A file may appear again only as the return of a call. */
const stepsOf = (text: string): { file: string; isReturn: boolean }[] =>
  [...text.matchAll(/^\d+\. `([^`]+)`( \(return\))? — \S.*\.$/gm)].map(([, file = '', isReturn]) => ({
    file,
    isReturn: isReturn !== undefined,
  }));

/** Returns steps of a wrong form, missing files, repeated files, and returns to files that were not left. */
const faultsOf = (text: string): string[] => {
  const steps = stepsOf(text);
  const lines = [...text.matchAll(/^\d+\. /gm)].length;
  const before = (index: number) => steps.slice(0, index).map(({ file }) => file);
  return [
    ...(lines === steps.length ? [] : ['a step has another form']),
    ...steps.filter(({ file }) => !existsSync(root + file)).map(({ file }) => `${file} does not exist`),
    ...steps
      .filter(({ file, isReturn }, index) => before(index).includes(file) !== isReturn)
      .map(({ file, isReturn }) => `${file} ${isReturn ? 'returns from nothing' : 'appears again'}`),
  ];
};

describe('flows', () => {
  const flows = documents.filter((path) => path.startsWith('docs/flows/'));

  it('are these six', () =>
    expect(flows).toEqual(
      ['accept-invite', 'buy-a-month', 'change-role', 'send-message', 'sign-in-with-google', 'subscribe'].map(
        (name) => `docs/flows/${name}.md`,
      ),
    ));

  it.each(flows)('%s names existing files, each once unless a call returns to it', (path) => {
    const text = readSource(path);
    expect(stepsOf(text).length).toBeGreaterThan(10);
    expect(faultsOf(text)).toEqual([]);
  });

  it.each([
    ['1. `package.json` — starts.\n2. `no-such-file.ts` — is missing.\n', ['no-such-file.ts does not exist']],
    ['1. `package.json` — starts.\n2. `package.json` — repeats.\n', ['package.json appears again']],
    ['1. `package.json` (return) — returns.\n', ['package.json returns from nothing']],
    ['1. package.json starts.\n', ['a step has another form']],
    ['1. `package.json` — starts.\n2. `package.json` (return) — ends.\n', []],
  ])('faults in %j: %j', (text, faults) => expect(faultsOf(text)).toEqual(faults));
});
