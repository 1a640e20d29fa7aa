import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { Plan } from '@maru/contracts/membership';
import { cleanup, screen } from '@testing-library/react';
import { OpenServerContext } from '@/entities/server/components/open-server';
import { openSession } from '@/shared/api/session-store';
import { aMe, knownPeople } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { aServerDetail, aServerId } from '@/testing/servers';
import { MessageFrame } from './message-frame';

const { userId } = aMe();

beforeEach(() => {
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() });
  // jsdom knows no media queries.
  window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;
  // Requests stay open.
  jest.spyOn(XMLHttpRequest.prototype, 'send').mockReturnValue(undefined);
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const renderBy = (plan: Plan, isGrouped: boolean) =>
  renderApp(
    <OpenServerContext value={aServerDetail()}>
      <MessageFrame authorId={userId} createdAt="2026-01-01T00:00:00.000Z" isGrouped={isGrouped}>
        안녕
      </MessageFrame>
    </OpenServerContext>,
    { known: [...knownPeople(aServerId, { [userId]: '지민' }), [['profiles', userId], aMe({ plan })]] },
  );
const badge = () => screen.queryByRole('img', { name: 'BASIC 멤버십' });

it('the head of a message shows the plan of its author behind the name', () => {
  renderBy('basic', false);
  expect(badge()?.previousElementSibling?.textContent).toBe('지민');
});

it('a message that follows closely, or an author on FREE, has no mark', () => {
  renderBy('basic', true);
  expect(badge()).toBeNull();
  cleanup();
  renderBy('free', false);
  expect(badge()).toBeNull();
});
