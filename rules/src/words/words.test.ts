import { describe, expect, it } from '@jest/globals';
import { foldersIn, listFiles, readSource } from '../sources.js';
import { findWordProblems } from './check.js';
import { findPatterns } from './patterns.js';
import { proseOf } from './prose.js';

const files = listFiles();

const kindsIn = (path: string, source: string) =>
  proseOf(path, source).map(({ kind, text }) => `${kind}: ${text}`);

describe('the repository', () => {
  it('has none of the patterns', () => expect(findWordProblems(files).map(({ text }) => text)).toEqual([]));

  it.each([
    'bench/',
    'client/src/',
    'dev-proxy/',
    'docs/',
    'e2e/',
    'infra/',
    'local-cloud/',
    'rules/',
    'scripts/',
    ...['packages/', 'services/'].flatMap((folder) =>
      foldersIn(folder, files).map((name) => `${folder}${name}/`),
    ),
  ])('is read in %s', (folder) =>
    expect(files.some((path) => path.startsWith(folder) && proseOf(path, readSource(path)).length > 0)).toBe(
      true,
    ),
  );
});

describe('a sentence', () => {
  it.each([
    ['What a contract says of a body, with an example of it.', 'free relative as opener'],
    ['Whether the session is live.', 'free relative as opener'],
    ['Rooms of a server. Who is in them changes.', 'free relative as opener'],
    ['Returns a lock, so that nobody else gets it.', 'somebody'],
    ['Sent to who moderates the server.', 'bare who'],
    ['Ends when whoever holds it is gone.', 'bare who'],
    ['Takes so many points.', 'so many'],
    ['The report tells of them.', 'tell of'],
    ['Make a link worthless.', 'worthless'],
    ['The cookie of an undertaking.', 'undertaking'],
    ['Given and empty, it resets the picture.', 'inverted conditional'],
  ])('%j has the pattern %s', (sentence, name) =>
    expect(findPatterns(sentence).map((one) => one.name)).toContain(name),
  );

  it.each([
    'Returns whether the session is live.',
    'Members who may write.',
    'What does the caller see?',
    'Returns the member who left.',
    'A code span such as `who is nobody` is no English.',
    'If a value is given, it wins.',
  ])('%j has none', (sentence) => expect(findPatterns(sentence)).toEqual([]));
});

describe('prose', () => {
  it('is found in comments, joined over lines', () =>
    expect(
      kindsIn('x.ts', '/**\n * One\n * two.\n */\n// three\n// four\nconst a = "// no comment";'),
    ).toEqual(['comment: One\ntwo.', 'comment: three\nfour']));

  it('is found in titles of tests, whatever calls them', () =>
    expect(
      kindsIn(
        'x.test.ts',
        "it('a', f); it.each(rows)('b', f); describe.each`x`('c', f); test.only(`d ${x}`, f);",
      ),
    ).toEqual(['title: a', 'title: b', 'title: c', 'title: d …']));

  it('is found in log messages and API summaries', () =>
    expect(
      kindsIn('x.ts', "log.info({ a }, 'b'); this.log.error('c'); const route = { summary: 'd' };"),
    ).toEqual(['log: b', 'log: c', 'summary: d']));

  it('is found in styles and documents, except code and headings', () => {
    expect(kindsIn('x.css', 'a { /* one */ color: red; }')).toEqual(['comment: one']);
    expect(kindsIn('x.md', '# What is it\n\nOne\ntwo.\n\n- three\n- four\n\n```ts\n// five\n```\n')).toEqual([
      'document: One\ntwo.',
      'document: three',
      'document: four',
    ]);
  });
});
