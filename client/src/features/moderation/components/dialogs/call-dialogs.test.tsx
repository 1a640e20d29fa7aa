import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { member as memberSchema } from '@maru/contracts/http/chat/members';
import { channelId, userId as userIdSchema } from '@maru/contracts/primitives';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import i18next from 'i18next';
import '@/shared/i18n/i18n';
import { writeMember } from '@/entities/person/api/members';
import { writeProfile } from '@/entities/person/api/profiles';
import { OpenServerContext } from '@/entities/server/components/open-server';
import { ApiError } from '@/shared/api/api-error';
import { queryClient } from '@/shared/api/query-client';
import { openSession } from '@/shared/api/session-store';
import { aMe } from '@/testing/people';
import { aChannel, aServerDetail, aServerId } from '@/testing/servers';

const emit = jest.fn<(event: string, payload: unknown) => Promise<unknown>>();
const realtime = await import('@/shared/api/realtime');
jest.unstable_mockModule('@/shared/api/realtime', () => ({ ...realtime, emit }));
const { DisconnectDialog, MoveDialog } = await import('./call-dialogs');

const alice = aMe({ userId: '11111111-1111-4111-8111-111111111111', nickname: 'Alice', tag: 'alice' });
const userId = userIdSchema.parse(alice.userId);
const voice = (index: number, name: string) =>
  aChannel({ channelId: channelId.parse(`01JD000000000000000000000${index}`), type: 'voice', name });
const [lounge, study, stage] = [voice(1, '라운지'), voice(2, '공부방'), voice(3, '무대')];
const onClose = jest.fn();

const open = (kind: 'move' | 'disconnect') => {
  const Dialog = kind === 'move' ? MoveDialog : DisconnectDialog;
  render(
    <QueryClientProvider client={queryClient}>
      <OpenServerContext value={aServerDetail({ channels: [lounge, study, stage] })}>
        <Dialog userId={userId} channelId={lounge.channelId} onClose={onClose} />
      </OpenServerContext>
    </QueryClientProvider>,
  );
  return userEvent.setup();
};

beforeEach(async () => {
  await i18next.changeLanguage('ko');
  openSession({ accessToken: 'token', expiresInMs: 600_000, me: aMe() });
  writeProfile(alice);
  writeMember(memberSchema.parse({ serverId: aServerId, userId, joinedAt: '2026-01-01T00:00:00.000Z' }));
  emit.mockReset().mockResolvedValue({});
  onClose.mockReset();
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

describe('moving a member of a call', () => {
  it('offers the other voice channels, moves to the chosen one once, and closes', async () => {
    let answer: (reply: unknown) => void = () => undefined;
    emit.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const user = open('move');
    expect(screen.getByRole('dialog', { name: 'Alice님을 어디로 옮길까요?' })).toBeTruthy();
    expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['공부방', '무대']);
    await user.selectOptions(screen.getByLabelText('음성 채널'), '무대');
    await user.dblClick(screen.getByRole('button', { name: '옮기기' }));
    answer({});
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
    const { channelId: from } = lounge;
    expect(emit.mock.calls).toEqual([
      ['voice:move', { channelId: from, userId, toChannelId: stage.channelId }],
    ]);
  });

  it('says that the other call is full, and stays open', async () => {
    emit.mockRejectedValue(new ApiError('CALL_FULL'));
    const user = open('move');
    await user.click(screen.getByRole('button', { name: '옮기기' }));
    await screen.findByText('통화에 자리가 없어요.');
    expect(onClose).not.toHaveBeenCalled();
  });
});

describe('disconnecting a member of a call', () => {
  it('asks, ends their part, and closes', async () => {
    const user = open('disconnect');
    expect(screen.getByRole('dialog', { name: 'Alice님을 통화에서 내보낼까요?' })).toBeTruthy();
    expect(emit).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: '내보내기' }));
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
    expect(emit.mock.calls).toEqual([['voice:disconnect', { channelId: lounge.channelId, userId }]]);
  });
});
