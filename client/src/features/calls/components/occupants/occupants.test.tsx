import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen, within } from '@testing-library/react';
import { userId } from '@maru/contracts/primitives';
import { OpenServerContext } from '@/entities/server/components/open-server';
import { openSession } from '@/shared/api/session-store';
import { aRemote, aSnapshot, aVoiceMember, FakeCall } from '@/testing/calls/fake-call';
import { aMe, knownPeople } from '@/testing/people';
import { renderApp } from '@/testing/render';
import { aServerDetail, aServerId } from '@/testing/servers';
import { CallContext, type OpenCall } from '../call-context';
import { Occupants } from './occupants';

const { marks, channelId } = aSnapshot();
const other = userId.parse('22222222-2222-4222-8222-222222222222');

const known = knownPeople(aServerId, {
  [aMe().userId]: '지민',
  '11111111-1111-4111-8111-111111111111': '서연',
  '22222222-2222-4222-8222-222222222222': '도윤',
});

beforeEach(() => {
  openSession({ accessToken: 'x', expiresInMs: 600_000, me: aMe() });
  // jsdom knows no media queries.
  window.matchMedia = () => Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;
});
afterEach(cleanup);

const early = aVoiceMember({ marks: { ...marks, hasScreen: true, hasCamera: true, isMuted: true } });
const late = aVoiceMember({ userId: other, joinedAt: '2026-01-01T00:05:00.000Z' });

const renderOccupants = (open?: OpenCall) => {
  const room = { channelId: channelId as never, version: 1, startedAt: null, members: [late, early] };
  renderApp(
    <OpenServerContext value={aServerDetail()}>
      <CallContext value={open}>
        <ul>
          <Occupants channelName="라운지" room={room} />
        </ul>
      </CallContext>
    </OpenServerContext>,
    { known },
  );
  return within(screen.getByRole('list', { name: '라운지 통화에 있는 사람' })).getAllByRole('listitem');
};

describe('the people of a call in the list of channels', () => {
  it('stand in the order of joining, with their marks by name', () => {
    const [first, second] = renderOccupants();
    const named = (row: HTMLElement | undefined) =>
      row
        ? within(row)
            .queryAllByRole('img')
            .map((each) => each.getAttribute('aria-label'))
        : [];
    expect(named(first)).toEqual(['카메라 켜짐', '마이크 꺼짐']);
    expect(first?.textContent).toContain('서연');
    expect(first?.textContent).toContain('화면 공유 중');
    expect(named(second)).toEqual([]);
  });

  it('show who speaks to members of that call only', () => {
    expect(renderOccupants().map((row) => row.textContent?.includes('말하는 중'))).toEqual([false, false]);
    cleanup();
    const call = new FakeCall(aSnapshot({ remotes: [aRemote({ member: { userId: other } })] }));
    call.speakers.set([other]);
    const rows = renderOccupants({ call, snapshot: call.snapshot() });
    expect(rows.map((row) => row.textContent?.includes('말하는 중'))).toEqual([false, true]);
  });
});
