import 'fake-indexeddb/auto';
import { afterEach, beforeEach } from '@jest/globals';
import { textBody } from '@maru/contracts/socket/message-body';
import type { Message } from '@maru/contracts/socket/messages';
import { noteIdFrom, type MeetingNote } from '@maru/contracts/socket/notes';
import { act, cleanup } from '@testing-library/react';
import { queryClient } from '@/shared/api/query-client';
import { closeSession, openSession } from '@/shared/api/session-store';
import { aMe } from './people';
import { aChannel, aServerId } from './servers';

export const aVoiceChannel = aChannel({ type: 'voice', name: '라운지' });
export const aNoteId = noteIdFrom('01JD0000000000000000000001');

/** A running note, started by the signed-in person. */
export const aNote = (change: Partial<MeetingNote> = {}): MeetingNote => ({
  noteId: aNoteId,
  channelId: aVoiceChannel.channelId,
  serverId: aServerId,
  topic: '주간 회의',
  startedBy: aMe().userId,
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: null,
  version: 1,
  ...change,
});

/** A line of the note by the signed-in person. */
export const aLine = (seq: number, text = `줄 ${seq}`): Message => ({
  channelId: aNoteId,
  seq,
  nonce: `nonce-of-message-${seq}`,
  authorId: aMe().userId,
  body: textBody(text),
  createdAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
  deletedAt: null,
  version: 1,
});

/** Signs the person in for each test, and forgets everything after it. */
export const withSession = (): void => {
  beforeEach(() => openSession({ accessToken: 'token', expiresInMs: 60_000, me: aMe() }));
  afterEach(() => {
    cleanup();
    act(() => closeSession());
    queryClient.clear();
  });
};
