import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { channelId } from '@maru/contracts/primitives';
import { OpenServerContext } from '@/entities/server/components/open-server';
import { openSession } from '@/shared/api/session-store';
import { aSnapshot, aVoiceMember, FakeCall } from '@/testing/calls/fake-call';
import { aMe, knownPeople } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { aServerDetail, aServerId } from '@/testing/servers';
import type { CallSnapshot } from '../../model/call';
import { CallContext } from '../call-context';
import { CallStateView } from './call-state-view';
import { JoinView } from './join-view';

const known = knownPeople(aServerId, {
  [aMe().userId]: '지민',
  '11111111-1111-4111-8111-111111111111': '서연',
  '22222222-2222-4222-8222-222222222222': '도윤',
});

beforeEach(() => openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() }));
afterEach(cleanup);

const room = {
  channelId: channelId.parse('01JD0000000000000000000000'),
  version: 1,
  startedAt: new Date().toISOString(),
  members: [aVoiceMember()],
};

const renderView = (change: Partial<Parameters<typeof JoinView>[0]> = {}) => {
  const onJoin = jest.fn();
  const props = { channelName: '산행 중', room, limit: null, mayConnect: true, otherCall: undefined, onJoin };
  const { user } = renderApp(
    <OpenServerContext value={aServerDetail()}>
      <JoinView {...props} {...change} />
    </OpenServerContext>,
    { known },
  );
  return { user, onJoin };
};

describe('before joining', () => {
  it('tells who is inside, and joins by one click', async () => {
    const { user, onJoin } = renderView();
    expect(screen.getByText(/1명이 이야기하고 있어요/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '통화 참여' }));
    expect(onJoin).toHaveBeenCalledTimes(1);
  });

  it('offers to wait if every place is taken', () => {
    renderView({ limit: 1 });
    expect(screen.getByText('1명이 모두 찼어요')).toBeTruthy();
    expect(screen.getByRole('button', { name: '자리가 나면 들어가기' })).toBeTruthy();
  });

  it('says that joining leaves the call of another channel', () => {
    renderView({ otherCall: '라운지' });
    expect(screen.getByRole('button', { name: '이 채널로 옮기기' })).toBeTruthy();
    expect(screen.getByText(/‘라운지’ 통화에 있어요/)).toBeTruthy();
  });

  it('has no way in without the permission', () => {
    renderView({ mayConnect: false });
    expect(screen.getByText('들어갈 권한이 없어요')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });
});

const renderState = (change: Partial<CallSnapshot>) => {
  const call = new FakeCall(aSnapshot(change));
  const onRejoin = jest.fn();
  const { user } = renderApp(
    <CallContext value={{ call, snapshot: call.snapshot() }}>
      <CallStateView onRejoin={onRejoin} />
    </CallContext>,
  );
  return { call, user, onRejoin };
};

describe('outside of the call', () => {
  it('takes over the call of another tab', async () => {
    const { call, user } = renderState({ status: 'elsewhere' });
    expect(screen.getByRole('heading').textContent).toBe('다른 탭에서 참여 중이에요');
    await user.click(screen.getByRole('button', { name: '여기서 참여하기' }));
    expect(call.asked).toEqual(['takeOver']);
  });

  it.each([
    ['disconnected', '운영진이 통화에서 내보냈어요', true],
    ['taken-over', '다른 탭이나 기기에서 이어서 참여하고 있어요', true],
    ['no-access', '이 통화에 더 있을 수 없어요', false],
    ['not-a-member', '서버의 멤버가 아니게 되어 통화가 끝났어요', false],
    ['channel-deleted', '채널이 삭제되어 통화가 끝났어요', false],
    ['failed', '통화에 연결하지 못했어요', true],
  ] as const)('says that it has ended: %s', (endReason, title, hasWayBack) => {
    renderState({ status: 'ended', endReason });
    expect(screen.getByRole('heading').textContent).toBe(title);
    expect(screen.queryByRole('button', { name: '다시 참여하기' }) !== null).toBe(hasWayBack);
  });

  it('stops waiting for a place', async () => {
    const { call, user } = renderState({ status: 'waiting' });
    await user.click(screen.getByRole('button', { name: '그만 기다리기' }));
    expect(call.asked).toEqual(['leave']);
  });

  it('gives the reason of the end, and the way back if there is one', async () => {
    const { user, onRejoin } = renderState({ status: 'ended', endReason: 'disconnected' });
    expect(screen.getByRole('heading').textContent).toBe('운영진이 통화에서 내보냈어요');
    await user.click(screen.getByRole('button', { name: '다시 참여하기' }));
    expect(onRejoin).toHaveBeenCalledTimes(1);
    cleanup();
    renderState({ status: 'ended', endReason: 'no-access' });
    expect(screen.queryByRole('button')).toBeNull();
  });
});
