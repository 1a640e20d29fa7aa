import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { act, cleanup, screen } from '@testing-library/react';
import { serverKeys } from '@/entities/server/api/servers';
import { useCurrentCall } from '@/features/calls/api/current-call';
import { openSession } from '@/shared/api/session-store';
import { aSnapshot, FakeCall } from '@/testing/calls/fake-call';
import { aMe } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { aChannel, aServerDetail, aServerId } from '@/testing/servers';
import { Rejoin } from './rejoin';

Object.assign(performance, { getEntriesByType: () => [{ type: 'reload' }] });

const channel = aChannel({ type: 'voice', name: '라운지' });
const known = [[serverKeys.detail(aServerId), aServerDetail({ channels: [channel] })]] as const;
const { serverId, channelId, sessionId, marks, wasMuted } = aSnapshot();
const key = `maru.${aMe().userId}.last-stay`;
const stay = JSON.stringify({ serverId, channelId, sessionId, marks, wasMuted });

beforeEach(() => {
  sessionStorage.clear();
  useCurrentCall.setState({ open: undefined });
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() });
});
afterEach(cleanup);

const words = '‘라운지’ 통화에 있었어요. 다시 들어갈까요?';

it('the call of before a reload is offered until the person answers', async () => {
  sessionStorage.setItem(key, stay);
  const { user } = renderApp(<Rejoin />, { known });
  expect(await screen.findByText(words)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '괜찮아요' }));
  expect(screen.queryByText(words)).toBeNull();
  expect(sessionStorage.getItem(key)).toBeNull();
});

it.each([
  ['there was no call', undefined, false],
  ['the person is in a call', stay, true],
])('nothing is offered, and nothing forgotten, if %s', async (_condition, stored, isInCall) => {
  if (stored) sessionStorage.setItem(key, stored);
  if (isInCall) useCurrentCall.setState({ open: { call: new FakeCall(), snapshot: aSnapshot() } });
  renderApp(<Rejoin />, { known });
  await act(async () => undefined);
  expect(screen.queryByText(words)).toBeNull();
  expect(sessionStorage.getItem(key)).toBe(stored ?? null);
});
