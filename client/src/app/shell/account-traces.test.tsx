import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { act, renderHook } from '@testing-library/react';
import { drafts, useDraft, useHasDraft } from '@/entities/channel/model/drafts';
import { isFolded, setFolded } from '@/features/channels/model/folds';
import { toggleFolder, useIsFolderOpen } from '@/features/servers/model/open-folders';
import { closeSession, openSession } from '@/shared/api/session-store';
import { aMe } from '@/testing/people';
import { sourceFolder } from '@/testing/source-folder';
import { lastPlace } from './last-place';

const jimin = aMe();
const alice = aMe({ userId: '11111111-1111-4111-8111-111111111111' });
const signIn = (me: typeof jimin) => openSession({ accessToken: 'token', expiresInMs: 60_000, me });
const seenBy = <T,>(hook: () => T): T => {
  const { result, unmount } = renderHook(hook);
  unmount();
  return result.current;
};
const draftOf = (channelId: string) => seenBy(() => useDraft(channelId));

beforeEach(() => {
  closeSession();
  localStorage.clear();
  signIn(jimin);
});

const leaveTraces = () => {
  drafts.set('channel', '쓰던 글');
  setFolded(['category'], true);
  toggleFolder('folder');
  lastPlace.enterServer('server');
};
const traces = () => ({
  draft: draftOf('channel'),
  isFolded: isFolded('category'),
  isOpen: seenBy(() => useIsFolderOpen('folder')),
  serverId: lastPlace.serverId(),
});
const none = { draft: '', isFolded: false, isOpen: false, serverId: null };

describe('traces that an account leaves in a browser', () => {
  it.each([
    ['after signing out', () => closeSession('signed-out')],
    ['in the place of the first', () => undefined],
  ])('are invisible to the account that comes %s, and are there again for their own', (_how, leave) => {
    leaveTraces();
    leave();
    signIn(alice);
    expect(traces()).toEqual(none);
    signIn(jimin);
    expect(traces()).toEqual({ draft: '쓰던 글', isFolded: true, isOpen: true, serverId: 'server' });
  });

  it('are neither seen nor left while no one is signed in', () => {
    leaveTraces();
    closeSession('signed-out');
    expect(traces()).toEqual(none);
    drafts.set('channel', '주인 없는 글');
    expect(Object.values(localStorage)).not.toContain('주인 없는 글');
  });

  it('use personal storage only; other storage holds settings of the device', () => {
    const users = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
      .filter((file) =>
        /\/storage(?:\.js)?'|(?:local|session)Storage/.test(readFileSync(join(sourceFolder, file), 'utf8')),
      );
    expect(users.sort()).toEqual([
      'entities/channel/model/outbox-store.ts',
      'features/auth/model/pending-sign-up.ts',
      'features/calls/model/last-stay-key.ts',
      'features/calls/model/last-stay.ts',
      'features/calls/model/voice-settings.ts',
      'features/membership/model/kept-in-tab.ts',
      'features/messages/model/reading-place.ts',
      'shared/api/personal-storage.ts',
      'shared/api/session-store.ts',
      'shared/i18n/i18n.ts',
      'shared/lib/storage.ts',
      'shared/lib/theme.ts',
    ]);
  });
});

describe('a draft', () => {
  /** Another tab of this browser writes. */
  const elsewhere = (channelId: string, newValue: string | null, { userId } = jimin) =>
    window.dispatchEvent(new StorageEvent('storage', { key: `maru.${userId}.draft.${channelId}`, newValue }));

  it('follows what another tab types and sends', () => {
    drafts.set('channel', '쓰던 글');
    elsewhere('channel', '쓰던 글을 이어서');
    expect(draftOf('channel')).toBe('쓰던 글을 이어서');
    elsewhere('channel', null);
    expect(draftOf('channel')).toBe('');
  });

  it('does not follow a tab of another account', () => {
    drafts.set('channel', '쓰던 글');
    elsewhere('channel', '남의 글', alice);
    expect(draftOf('channel')).toBe('쓰던 글');
  });

  it('is marked while it contains text', () => {
    const { result } = renderHook(() => useHasDraft('channel'));
    act(() => drafts.set('channel', ' \n'));
    expect(result.current).toBe(false);
    act(() => drafts.set('channel', '글'));
    expect(result.current).toBe(true);
  });
});
