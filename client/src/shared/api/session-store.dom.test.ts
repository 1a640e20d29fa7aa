import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aMe } from '@/testing/people';
import { sourceFolder } from '@/testing/source-folder';
import { personalStorage } from './personal-storage';
import { queryClient } from './query-client';
import {
  closeSession,
  closeSessionInAllTabs,
  createPersonal,
  openSession,
  useSession,
} from './session-store';

const session = (userId: string) => ({
  accessToken: `token of ${userId}`,
  expiresInMs: 600_000,
  me: aMe({ userId: aMe().userId.replace(/^.{8}/, userId.padEnd(8, '0')) }),
});

afterEach(() => {
  closeSession();
  localStorage.clear();
});

describe('the end of a session', () => {
  it('keeps its first reason, however often its news comes', () => {
    openSession(session('a'));
    closeSession('password-changed');
    closeSession('expired');
    closeSession();
    expect(useSession.getState()).toMatchObject({ status: 'signed-out', endedBy: 'password-changed' });
  });

  it('has no reason where there was no session, and loses it with the next one', () => {
    openSession(session('a'));
    closeSessionInAllTabs('signed-out');
    openSession(session('a'));
    expect(useSession.getState().endedBy).toBeUndefined();
  });
});

describe('a person’s data', () => {
  const store = createPersonal<{ note: string }>(() => ({ note: '' }));

  it.each([
    ['the person signs out', () => closeSession('signed-out')],
    ['the session is ended from elsewhere', () => closeSession('signed-out-elsewhere')],
    ['another person’s session comes to this tab', () => openSession(session('b'))],
  ])('is gone from memory when %s', (_when, leave) => {
    openSession(session('a'));
    store.setState({ note: 'secret' });
    queryClient.setQueryData(['servers'], ['secret']);
    leave();
    expect(store.getState().note).toBe('');
    expect(queryClient.getQueryData(['servers'])).toBeUndefined();
  });

  it('stays when the same person gets a new token', () => {
    openSession(session('a'));
    store.setState({ note: 'mine' });
    openSession(session('a'));
    expect(store.getState().note).toBe('mine');
  });

  it('is remembered for that person only', () => {
    openSession(session('a'));
    personalStorage.set('last-server', 'A');
    closeSession('signed-out');
    expect(personalStorage.get('last-server')).toBeNull();
    openSession(session('b'));
    expect(personalStorage.get('last-server')).toBeNull();
    openSession(session('a'));
    expect(personalStorage.get('last-server')).toBe('A');
  });
});

/** Stores of the device, the browser or the connection, not of a person. */
const impersonal = [
  'session-store.ts',
  'realtime.ts',
  'theme.ts',
  'device-list.ts',
  'voice-settings.ts',
  'call-service.ts',
];

it('every other store is made by createPersonal', () => {
  const stores = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' }).filter(
    (path) =>
      /(?<!\.test)\.tsx?$/.test(path) &&
      /from 'zustand'/.test(readFileSync(join(sourceFolder, path), 'utf8')),
  );
  expect(stores.map((path) => path.split(/[\\/]/).at(-1)).sort()).toEqual(impersonal.toSorted());
});
