import '@/shared/i18n/i18n';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { member as memberSchema, type Member } from '@maru/contracts/http/chat/members';
import { userId as userIdSchema } from '@maru/contracts/primitives';
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, screen } from '@testing-library/react';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { writeMember } from '@/entities/person/api/members';
import { writeProfile } from '@/entities/person/api/profiles';
import { usePersonActions } from '@/entities/person/components/person-contributions';
import { queryClient } from '@/shared/api/query-client';
import { openSession } from '@/shared/api/session-store';
import { aMe } from '@/testing/people';
import { aServerDetail, aServerId } from '@/testing/servers';
import { OpenServer } from './open-server';

const owner = aMe();
const alice = aMe({ userId: '11111111-1111-4111-8111-111111111111', nickname: 'Alice', tag: 'alice' });
const asMember = ({ userId }: typeof alice): Member =>
  memberSchema.parse({ serverId: aServerId, userId, joinedAt: '2026-01-01T00:00:00.000Z' });

beforeEach(async () => {
  await i18next.changeLanguage('ko');
  openSession({ accessToken: 'token', expiresInMs: 600_000, me: owner });
  for (const person of [owner, alice]) {
    writeProfile(person);
    writeMember(asMember(person));
  }
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

/** The actions on a person in the server of `owner`, as `viewer` sees it. */
const actionsOn = (person: typeof alice, viewer = owner) => {
  const detail = aServerDetail({ me: asMember(viewer) });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>
      <MemoryRouter>
        <OpenServer detail={detail}>{children}</OpenServer>
      </MemoryRouter>
    </QueryClientProvider>
  );
  return renderHook(() => usePersonActions(userIdSchema.parse(person.userId)), { wrapper }).result;
};
const labels = ({ current }: ReturnType<typeof actionsOn>) => current.items.map(({ label }) => label);

describe('the actions on a person in the open server', () => {
  it('list moderation first, then viewing the server as the member, then the report', () => {
    expect(labels(actionsOn(alice))).toEqual([
      '닉네임 바꾸기',
      '타임아웃',
      '음소거',
      '헤드셋 끄기',
      '내보내기',
      '서버 차단',
      '이 멤버로 보기',
      '신고하기',
    ]);
  });

  it('on the viewer are limited to their own nickname', () => {
    expect(labels(actionsOn(owner))).toEqual(['닉네임 바꾸기']);
  });

  it('on the owner are limited to a report for an ordinary member', () => {
    expect(labels(actionsOn(owner, alice))).toEqual(['신고하기']);
  });

  it('open the moderation dialog that names the member', () => {
    const actions = actionsOn(alice);
    act(() => actions.current.items.find(({ label }) => label === '내보내기')?.onSelect());
    expect(screen.getByRole('dialog', { name: 'Alice님을 내보낼까요?' })).toBeTruthy();
  });
});
