import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { userId } from '@maru/contracts/primitives';
import { act, cleanup, screen, within } from '@testing-library/react';
import { useSyncExternalStore } from 'react';
import { OpenServerContext } from '@/entities/server/components/open-server';
import { openSession } from '@/shared/api/session-store';
import { aRemote, aSnapshot, FakeCall } from '@/testing/calls/fake-call';
import { aMe, knownPeople } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { aServerDetail, aServerId } from '@/testing/servers';
import type { CallSnapshot } from '../../model/call';
import { changeVoiceSettings, useVoiceSettings } from '../../model/voice-settings';
import { CallContext } from '../call-context';
import { CallRoom } from './call-room';

const { marks, allowed, local } = aSnapshot();
const id = userId.parse('11111111-1111-4111-8111-111111111111');

const stranger = userId.parse('33333333-3333-4333-8333-333333333333');

/** A moderator has muted them. */
const silenced = userId.parse('22222222-2222-4222-8222-222222222222');

const known = [
  ...knownPeople(aServerId, { [aMe().userId]: '지민', [id]: '서연' }),
  ...knownPeople(aServerId, { [silenced]: '도윤' }, { isMuted: true }),
];

beforeEach(() => {
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() });
  // Requests stay open.
  jest.spyOn(XMLHttpRequest.prototype, 'send').mockReturnValue(undefined);
  // jsdom lays nothing out.
  jest.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1_000);
  jest.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const Room = ({ call }: { call: FakeCall }) => (
  <OpenServerContext value={aServerDetail()}>
    <CallContext value={{ call, snapshot: useSyncExternalStore(call.subscribe, call.snapshot) }}>
      <CallRoom channelName="산행 중" />
    </CallContext>
  </OpenServerContext>
);

const renderRoom = (change: Partial<CallSnapshot> = {}) => {
  const call = new FakeCall(aSnapshot(change));
  const { user } = renderApp(<Room call={call} />, { known });
  const change_ = (next: Partial<CallSnapshot>) => act(() => call.set(next));
  return { call, user, change: change_ };
};

const tile = (index: number): HTMLElement => {
  const found = tiles()[index];
  if (!found) throw new Error(`there is no tile ${index}`);
  return found;
};

const tiles = () => within(screen.getByRole('list', { name: '참여자' })).getAllByRole('listitem');
const marksIn = (tile: HTMLElement | undefined) =>
  tile
    ? within(tile)
        .queryAllByRole('img')
        .map((each) => each.getAttribute('aria-label'))
    : [];

const sharing = { member: { marks: { ...marks, hasScreen: true } } };

describe('the room', () => {
  it('has a tile for every person and every shared screen, the viewer last', () => {
    renderRoom({ remotes: [aRemote(sharing)] });
    expect(tiles().map((tile) => tile.dataset.tile)).toEqual([`${id}/screen`, id, aMe().userId]);
  });

  it('names the marks of a person', () => {
    const member = { marks: { ...marks, isMuted: true, isDeafened: true } };
    renderRoom({ remotes: [aRemote({ member, controls: { isMutedForMe: true } })] });
    expect(marksIn(tiles()[0])).toEqual(['나만 음소거했어요', '마이크 꺼짐', '헤드셋 꺼짐']);
  });

  it('tells a mark that moderators set from the person’s own', () => {
    renderRoom({ remotes: [aRemote({ member: { allowed: { ...allowed, speak: false } } })] });
    expect(marksIn(tiles()[0])).toEqual(['말하기가 막혀 있어요']);
  });

  it('tells what a moderator did from a missing permission', () => {
    const member = { allowed: { ...allowed, speak: false, hear: false } };
    renderRoom({ remotes: [aRemote({ member: { ...member, userId: silenced } })] });
    expect(marksIn(tiles()[0])).toEqual(['운영진이 음소거했어요', '운영진이 헤드셋을 껐어요']);
  });

  it('rings a person while they speak', () => {
    const remote = aRemote();
    const { call } = renderRoom({ remotes: [remote] });
    act(() => call.speakers.set([remote.member.userId]));
    expect(tiles()[0]?.dataset.speaking).toBe('true');
    act(() => call.speakers.set([]));
    expect(tiles()[0]?.dataset.speaking).toBeUndefined();
  });

  it('shows a shared screen only after the viewer opens it, then in large', async () => {
    const { call, user, change } = renderRoom({ remotes: [aRemote(sharing)] });
    await user.click(screen.getByRole('button', { name: '화면 보기' }));
    expect(call.asked).toEqual(['control 11 {"screen":"auto"}']);
    change({ remotes: [aRemote({ ...sharing, controls: { screen: 'auto' } })] });
    expect(screen.queryByRole('button', { name: '화면 보기' })).toBeNull();
    expect(tiles()[0]?.style.width).toBe('1000px');
  });

  it('enlarges one tile by double click or button; Escape brings the grid back', async () => {
    const { user } = renderRoom({ remotes: [aRemote()] });
    const width = () => tiles()[0]?.style.width;
    const before = width();
    await user.dblClick(tile(0));
    expect(width()).toBe('1000px');
    await user.click(within(tile(0)).getByRole('button', { name: '함께 보기' }));
    expect(width()).toBe(before);
    await user.click(within(tile(0)).getByRole('button', { name: /크게 보기/ }));
    await user.keyboard('{Escape}');
    expect(width()).toBe(before);
  });

  it('changes the volume of one person and says it in percent', async () => {
    const { user } = renderRoom({ remotes: [aRemote({ controls: { volume: 130 } })] });
    await user.click(within(tile(0)).getByRole('button', { name: /소리와 영상/ }));
    expect(screen.getByRole('slider', { name: '음량' }).getAttribute('aria-valuetext')).toBe('130%');
  });

  it('offers the volume and the quality of a screen that the viewer watches', async () => {
    const { call, user } = renderRoom({ remotes: [aRemote({ ...sharing, controls: { screen: 'auto' } })] });
    await user.click(screen.getByRole('button', { name: '서연님 소리와 영상' }));
    const quality = screen.getByRole('group', { name: '화면 화질' });
    await user.click(within(quality).getByRole('radio', { name: '낮음' }));
    expect(call.asked).toEqual(['control 11 {"screen":"low"}']);
  });

  it('calls a person by no name before it is known', () => {
    const remotes = [aRemote({ member: { userId: stranger } })];
    renderRoom({ remotes, trouble: { side: 'other', userId: stranger } });
    expect(screen.queryByText('탈퇴한 사용자')).toBeNull();
    expect(tiles()[0]?.getAttribute('aria-label')).toBeNull();
    expect(within(tile(0)).getByRole('button', { name: '소리와 영상' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /탈퇴한 사용자/ })).toBeNull();
  });

  it.each([
    ['denied', /막혀 있어요/],
    ['missing', /찾지 못했어요/],
    ['busy', /다른 앱이/],
  ] as const)('helps with a microphone that is %s, and retries', async (failure, words) => {
    const { call, user } = renderRoom({ local: { ...local, microphone: { status: 'failed', failure } } });
    expect(screen.getByText(words)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '다시 시도' }));
    expect(call.asked).toEqual(['retryMicrophone']);
  });

  it('closes the notice of a device until it fails again', async () => {
    const failed = { status: 'failed', failure: 'missing' } as const;
    const { user, change } = renderRoom({ local: { ...local, microphone: failed } });
    await user.click(screen.getByRole('button', { name: '닫기' }));
    expect(screen.queryByText(/마이크를 찾지 못했어요/)).toBeNull();
    change({ local: { ...local, microphone: { ...failed } } });
    expect(screen.getByText(/마이크를 찾지 못했어요/)).toBeTruthy();
  });

  it('hints that the person speaks while muted', () => {
    const { change } = renderRoom({ marks: { ...marks, isMuted: true } });
    expect(screen.queryByText('음소거 상태예요')).toBeNull();
    change({ local: { ...local, isSpeakingWhileMuted: true } });
    expect(screen.getByText('음소거 상태예요')).toBeTruthy();
  });

  it('asks for the click that blocked sound needs', async () => {
    const { call, user } = renderRoom({ isSoundBlocked: true });
    await user.click(screen.getByRole('button', { name: '눌러서 듣기' }));
    expect(call.asked).toEqual(['playSound']);
  });

  it('says that no member can be reached while the address is hidden without a relay', async () => {
    changeVoiceSettings({ hidesAddress: true });
    const { user } = renderRoom({ status: 'reconnecting', lacksRelay: true });
    expect(screen.queryByText(/다시 연결하고 있어요/)).toBeNull();
    expect(screen.getByText(/중계 서버가 없어요/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: '주소 숨기기 끄기' }));
    expect(useVoiceSettings.getState().hidesAddress).toBe(false);
  });

  it('says that it reconnects, and whose connection is poor', () => {
    const { change } = renderRoom({ status: 'reconnecting' });
    expect(screen.getByText(/다시 연결하고 있어요/)).toBeTruthy();
    change({ status: 'connected', trouble: { side: 'own' } });
    expect(screen.getByText(/내 인터넷 연결이 불안정해요/)).toBeTruthy();
  });
});
