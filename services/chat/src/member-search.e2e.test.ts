import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Member } from '@maru/contracts/http/chat/members';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { until } from '@maru/service-kit/testing/until';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { aProfile } from './testing/fake-user-service.js';
import { createSteps } from './testing/steps.js';

interface Page {
  members: Member[];
  nextCursor: string | null;
  total: number;
}

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());

let owner: Person;
let jimin: Person;
let alice: Person;
let detail: ServerDetail;

const person = (nickname: string, tag: string): Person => {
  const someone = harness.person();
  harness.users.profiles.set(someone.userId, aProfile({ userId: someone.userId, nickname, tag }));
  return someone;
};
const isKnown = async ({ userId }: Person) =>
  (await harness.database.prisma.person.count({ where: { userId } })) > 0;
const untilKnown = async (...people: Person[]) => {
  for (const each of people) await until(() => isKnown(each));
};
const setNickname = (who: Person, nickname: string) =>
  steps.ask(who, `/chat/v1/servers/${detail.server.serverId}/members/${who.userId}/nickname`, {
    method: 'PUT',
    body: { nickname },
  });
const list = (query: Record<string, string>) =>
  steps.ask<Page>(
    owner,
    `/chat/v1/servers/${detail.server.serverId}/members?${String(new URLSearchParams(query))}`,
  );
const found = async (search: string) => {
  const { members, total } = await list({ search });
  expect(total).toBe(members.length);
  return members.map(({ userId }) => userId);
};

beforeEach(async () => {
  harness.users.isDown = false;
  owner = person('주인장', 'owner_one');
  jimin = person('김지민', 'jimin.k');
  alice = person('Alice 50%_off', 'wonder_land');
  detail = await steps.createServer(owner);
  await steps.join(owner, detail.server.serverId, jimin, alice);
  await untilKnown(owner, jimin, alice);
});

describe('searching members', () => {
  it('finds part of a name or a tag, in any case and script', async () => {
    expect(await found('지민')).toEqual([jimin.userId]);
    expect(await found('지민'.normalize('NFD'))).toEqual([jimin.userId]);
    expect(await found('aLiCe')).toEqual([alice.userId]);
    expect(await found('@Jimin')).toEqual([jimin.userId]);
    expect(await found('o')).toEqual([owner.userId, alice.userId]);
    expect(await found('없는 이름')).toEqual([]);
  });

  it('finds Korean names by initial consonants and while their last syllable is being typed', async () => {
    expect(await found('ㄱㅈㅁ')).toEqual([jimin.userId]);
    expect(await found('ㅈㅁ')).toEqual([jimin.userId]);
    expect(await found('김지미')).toEqual([jimin.userId]);
    expect(await found('김ㅈ')).toEqual([jimin.userId]);
    expect(await found('ㅈㅇㅈ')).toEqual([owner.userId]);
    expect(await found('ㅈㅈ')).toEqual([]);
    expect(await found('김지(')).toEqual([]);
    await setNickname(jimin, '구글');
    expect(await found('ㄱㄱ')).toEqual([jimin.userId]);
  });

  it('finds a member by nickname and by their own name', async () => {
    await setNickname(jimin, '회계 담당 🍣');
    expect(await found('담당')).toEqual([jimin.userId]);
    expect(await found('🍣')).toEqual([jimin.userId]);
    expect(await found('🍺')).toEqual([]);
    expect(await found('김지')).toEqual([jimin.userId]);
  });

  it.each(['%', '_', '50%_', '!', '\\', "' OR '1'='1", '"; DROP TABLE people; --', '🎉'])(
    'takes %p for nothing but itself',
    async (search) => {
      expect(await found(search)).toEqual(
        'Alice 50%_off'.includes(search) ? expect.arrayContaining([alice.userId]) : [],
      );
    },
  );

  it('refuses what is no search', async () => {
    const { serverId } = detail.server;
    for (const query of [
      'search=',
      'search=%20',
      `search=${'x'.repeat(33)}`,
      'roleId=x',
      'search=a&search=b',
    ]) {
      const answer = await harness.call(`/chat/v1/servers/${serverId}/members?${query}`, {
        token: owner.token,
      });
      expect([query, answer.status]).toEqual([query, 422]);
    }
  });

  it('finds who has a role, together with a name or alone, by page', async () => {
    const { serverId } = detail.server;
    const role = await steps.createRole(owner, serverId);
    for (const each of [alice, jimin]) await steps.giveRole(owner, role, each);
    const { roleId } = role;
    const first = await list({ roleId, limit: '1' });
    expect([first.members[0]?.userId, first.total]).toEqual([jimin.userId, 2]);
    const second = await list({ roleId, limit: '1', cursor: first.nextCursor ?? '' });
    expect([second.members[0]?.userId, second.nextCursor, second.total]).toEqual([alice.userId, null, 2]);
    expect((await list({ roleId, search: 'alice' })).total).toBe(1);
    expect((await list({ roleId, search: '주인' })).total).toBe(0);
    expect((await list({ roleId: serverId })).total).toBe(3);
  });

  it('tells nothing of other servers', async () => {
    const [host, guest] = [person('다른 주인', 'host_2'), person('다른 손님', 'guest_2')];
    const other = await steps.createServer(host);
    await steps.join(host, other.server.serverId, guest);
    await untilKnown(host, guest);
    expect(await found('다른')).toEqual([]);
  });
});

describe('names', () => {
  it('follow what the user service tells, also when it tells it again', async () => {
    const renamed = aProfile({ userId: jimin.userId, nickname: '박지민', tag: 'jimin.p' });
    const events = [
      { type: 'profile.updated' as const, profile: renamed },
      {
        type: 'session.ended' as const,
        userId: jimin.userId,
        sessionId: 's',
        endedAt: '2026-01-01T00:00:00.000Z',
      },
    ];
    await harness.names.apply(events);
    await harness.names.apply(events);
    expect(await found('박지민')).toEqual([jimin.userId]);
    expect(await found('김지민')).toEqual([]);
    expect(await found('jimin.p')).toEqual([jimin.userId]);
  });

  it('go with their account', async () => {
    await harness.names.apply([{ type: 'account.deleted', userId: alice.userId }]);
    expect(await isKnown(alice)).toBe(false);
  });

  it('that can’t be fetched don’t delay joining; the member is found by nickname, and by name later', async () => {
    harness.users.isDown = true;
    const late = person('늦은 사람', 'late');
    await steps.join(owner, detail.server.serverId, late);
    await setNickname(late, '별명만');
    expect(await found('별명')).toEqual([late.userId]);
    expect(await found('늦은')).toEqual([]);
    harness.users.isDown = false;
    await untilKnown(late);
    expect(await found('늦은')).toEqual([late.userId]);
  });

  it('that came by an event are newer than those that were asked for before', async () => {
    const profile = aProfile({ userId: jimin.userId, nickname: '옛 이름', tag: 'jimin.k' });
    harness.users.profiles.set(jimin.userId, profile);
    await harness.names.learn(jimin.userId);
    expect(await found('옛 이름')).toEqual([]);
  });
});
