import { describe, expect, it } from '@jest/globals';
import { resolveImport, specifiersOf } from '../boundaries/imports.js';
import { listFiles, readSource } from '../sources.js';
import { loadedWith } from './first-load.js';

const router = 'client/src/app/router.tsx';
const shell = 'client/src/app/shell/shell.tsx';
const calls = 'client/src/features/calls/';

const files = new Set(listFiles());
const pages = specifiersOf(router, readSource(router))
  .map((specifier) => resolveImport(router, specifier, files))
  .filter((path) => path.startsWith('client/src/app/'));

const callsIn = (paths: readonly string[]) =>
  paths
    .filter((path) => path.startsWith(calls) && /\.tsx?$/.test(path))
    .map((path) => path.slice(calls.length));

/** Adds a line to one file. */
const planted = (path: string, line: string) => (file: string) =>
  file === path ? `${line}\n${readSource(file)}` : readSource(file);

describe('before a person joins a call', () => {
  it('every page loads nothing of calls but the way in', () => {
    expect(pages).toContain(shell);
    expect(callsIn(loadedWith(['client/src/app/main.tsx', ...pages]))).toEqual([
      'api/current-call.ts',
      'api/join-call.ts',
      'components/call-context.ts',
      'model/last-stay-key.ts',
    ]);
  });

  it.each([
    `import '@/features/calls/model/news';`,
    `import { type CallNews, newsBetween } from '@/features/calls/model/news';`,
    `export * from '@/features/calls/model/news';`,
  ])('a page that loads more is found: %s', (line) =>
    expect(callsIn(loadedWith([shell], planted(shell, line)))).toContain('model/news.ts'),
  );

  it.each([
    `import type { CallNews } from '@/features/calls/model/news';`,
    `export type { CallNews } from '@/features/calls/model/news';`,
    `export const later = () => import('@/features/calls/model/news');`,
  ])('a page that loads it later, or only its types, is fine: %s', (line) =>
    expect(callsIn(loadedWith([shell], planted(shell, line)))).not.toContain('model/news.ts'),
  );

  it('the people of a call in the list of channels load their rows and their words', () =>
    expect(
      callsIn(
        loadedWith([
          `${calls}components/occupants/occupants.tsx`,
          `${calls}components/occupants/row-time.tsx`,
        ]),
      ),
    ).toEqual([
      'components/call-context.ts',
      'components/occupants/occupants.tsx',
      'components/occupants/row-time.tsx',
      'components/use-clock.ts',
      'components/use-speakers.ts',
      'components/voice-marks.tsx',
      'i18n/occupants-en.ts',
      'i18n/occupants-ko.ts',
      'i18n/occupants-words.ts',
    ]));

  it('the page of a voice channel loads no session, no devices and no tiles', () => {
    const loaded = callsIn(loadedWith(['client/src/app/routes/channel/voice-channel.tsx']));
    expect(loaded).toContain('components/room/join-view.tsx');
    expect(
      loaded.filter((path) => /^model\/|\/(devices|controls|panel)\/|tile|call-room/.test(path)),
    ).toEqual([]);
  });
});
