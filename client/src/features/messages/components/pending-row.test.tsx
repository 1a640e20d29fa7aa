import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { useDraft } from '@/entities/channel/model/drafts';
import { OpenServerContext } from '@/entities/server/components/open-server';
import { openSession } from '@/shared/api/session-store';
import { aMe, knownPeople } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { aChannel, aServerDetail, aServerId } from '@/testing/servers';
import { PendingRow } from './pending-row';

const { channelId } = aChannel();
const { userId } = aMe();
const text = '가'.repeat(1_500);

const Draft = () => <output aria-label="초안">{useDraft(channelId)}</output>;

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

it('a message that is longer than the plan allows says the maximum, and becomes a draft again', async () => {
  const { user } = renderApp(
    <OpenServerContext value={aServerDetail()}>
      <PendingRow
        isGrouped={false}
        entry={{
          nonce: 'nonce-of-a-long-message',
          userId,
          channelId,
          body: { text },
          createdAt: new Date().toISOString(),
          position: 1,
          state: 'failed',
          errorCode: 'MESSAGE_TOO_LONG',
          errorDetail: '1000',
        }}
      />
      <Draft />
    </OpenServerContext>,
    { known: knownPeople(aServerId, { [userId]: '지민' }) },
  );
  expect(screen.getByRole('alert').textContent).toContain('1,000자까지');
  expect(screen.queryByRole('button', { name: '다시 보내기' })).toBeNull();
  expect(screen.getByRole('link', { name: '멤버십 보기' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '고쳐 쓰기' }));
  expect(screen.getByRole('status', { name: '초안' }).textContent).toBe(text);
});
