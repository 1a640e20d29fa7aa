import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { act, cleanup } from '@testing-library/react';
import { useSyncExternalStore } from 'react';
import { toast } from 'sonner';
import { CallContext } from '@/features/calls/components/call-context';
import { openSession } from '@/shared/api/session-store';
import { paths } from '@/shared/config/paths';
import { aSnapshot, FakeCall } from '@/testing/calls/fake-call';
import { aMe } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { CallCompanion } from './call-companion';

const tell = jest.spyOn(toast, 'info');
beforeEach(() => {
  tell.mockClear();
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() });
  // jsdom knows no media queries.
  window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;
});
afterEach(cleanup);

const { serverId, channelId } = aSnapshot();

/** The companion of a call whose server the viewer no longer knows, on this page. */
const renderOn = (path: string) => {
  const call = new FakeCall();
  const Companion = () => (
    <CallContext value={{ call, snapshot: useSyncExternalStore(call.subscribe, call.snapshot) }}>
      <CallCompanion />
    </CallContext>
  );
  renderApp(<Companion />, { path });
  return (endReason: 'not-a-member' | undefined) => act(async () => call.set({ status: 'ended', endReason }));
};

it('a member who is removed from the server of the call is told on every other page', async () => {
  const end = renderOn(paths.settings.to());
  await end('not-a-member');
  expect(tell.mock.calls).toEqual([['서버의 멤버가 아니게 되어 통화가 끝났어요', { id: 'call-ended' }]]);
});

it.each([
  ['the page of the call says so itself', paths.channel.to(serverId, channelId), 'not-a-member' as const],
  ['the member has left', paths.settings.to(), undefined],
])('there is no word about the end if %s', async (_condition, path, reason) => {
  const end = renderOn(path);
  await end(reason);
  expect(tell).not.toHaveBeenCalled();
});
