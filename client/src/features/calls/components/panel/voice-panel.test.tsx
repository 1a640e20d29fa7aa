import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Member } from '@maru/contracts/http/chat/members';
import { cleanup, screen } from '@testing-library/react';
import { serverKeys } from '@/entities/server/api/servers';
import { openSession } from '@/shared/api/session-store';
import { aSnapshot, FakeCall } from '@/testing/calls/fake-call';
import { aMe } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { aServerDetail, aServerId } from '@/testing/servers';
import type { CallSnapshot } from '../../model/call';
import { CallContext } from '../call-context';
import { VoicePanel } from './voice-panel';

beforeEach(() => {
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() });
  // jsdom has no media devices.
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: { getDisplayMedia: () => undefined },
  });
});
afterEach(cleanup);

const renderPanel = (change: Partial<CallSnapshot> = {}, me: Partial<Member> = {}) => {
  const detail = aServerDetail();
  const call = new FakeCall(aSnapshot(change));
  const { user } = renderApp(
    <CallContext value={{ call, snapshot: call.snapshot() }}>
      <VoicePanel channelName="산행 중" serverName="마루 마을" />
    </CallContext>,
    { known: [[serverKeys.detail(aServerId), { ...detail, me: { ...detail.me, ...me } }]] },
  );
  return { call, user };
};

const buttons = () => screen.getAllByRole('button').map((button) => button.getAttribute('aria-label'));

describe('the voice panel', () => {
  it('names the state and leads back to the call', () => {
    renderPanel();
    const link = screen.getByRole('link', { name: /산행 중.*통화로 돌아가기/ });
    expect(link.textContent).toContain('음성 연결됨');
    expect(link.getAttribute('href')).toBe('/servers/01JS0000000000000000000000/01JD0000000000000000000000');
  });

  it('switches microphone, headset and camera, and leaves', async () => {
    const { call, user } = renderPanel();
    for (const name of ['마이크 끄기', '헤드셋 끄기', '카메라 켜기', '통화에서 나가기'])
      await user.click(screen.getByRole('button', { name }));
    expect(call.asked).toEqual(['setMuted true', 'setDeafened true', 'setCamera true', 'leave']);
  });

  it('offers the opposite of each switch that is on', () => {
    renderPanel({ marks: { isMuted: true, isDeafened: true, hasCamera: true, hasScreen: true } });
    expect(buttons()).toEqual([
      '통화에서 나가기',
      '마이크 켜기',
      '헤드셋 켜기',
      '카메라 끄기',
      '화면 공유 끝내기',
    ]);
  });

  it('asks what the screen shows before it shares', async () => {
    const { call, user } = renderPanel();
    await user.click(screen.getByRole('button', { name: '화면 공유' }));
    await user.click(screen.getByRole('menuitem', { name: /글자 또렷하게/ }));
    expect(call.asked).toEqual(['setScreen text']);
  });

  it('disables microphone and video that the person may not use', () => {
    renderPanel({ allowed: { speak: false, video: false, hear: true } });
    const disabled = screen.getAllByRole<HTMLButtonElement>('button').filter((each) => each.disabled);
    expect(disabled.map((each) => each.title)).toEqual([
      '이 채널에서는 말할 수 없어요',
      '이 채널에서는 영상을 켤 수 없어요',
      '이 채널에서는 영상을 켤 수 없어요',
    ]);
  });

  it('tells a moderator’s mute and deafening from a missing permission', () => {
    renderPanel({ allowed: { speak: false, video: true, hear: false } }, { isMuted: true, isDeafened: true });
    const disabled = screen.getAllByRole<HTMLButtonElement>('button').filter((each) => each.disabled);
    expect(disabled.map((each) => each.title)).toEqual([
      '운영진이 나를 음소거했어요',
      '운영진이 내 헤드셋을 껐어요',
    ]);
  });

  it('has nothing but a way out while it waits for a place', () => {
    renderPanel({ status: 'waiting' });
    expect(buttons()).toEqual(['그만 기다리기']);
    expect(screen.getByText('자리를 기다리고 있어요')).toBeTruthy();
  });
});
