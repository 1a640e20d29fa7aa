import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '@maru/contracts/limits';
import { until } from '@maru/service-kit/testing/until';
import { PeopleService } from './features/people/people.service.js';
import { startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
let people: PeopleService;
beforeAll(async () => {
  harness = await startHarness();
  people = harness.app.get(PeopleService);
});
afterAll(() => harness.stop());

describe('user data for other services', () => {
  it('lists profiles and leaves out missing users', async () => {
    const { session } = await harness.signUp();
    const profiles = await people.list([session.me.userId, randomUUID()]);
    expect(profiles.map(({ userId, tag }) => [userId, tag])).toEqual([[session.me.userId, session.me.tag]]);
  });

  it('finds address and language by id and by address, in any spelling', async () => {
    const { email, session } = await harness.signUp();
    const { userId } = session.me;
    await expect(people.contact(userId)).resolves.toEqual({ email, locale: 'ko' });
    const contact = { userId, locale: 'ko' };
    await expect(people.findContact(` ${email.toUpperCase()} `)).resolves.toEqual({ contact });
    await expect(people.contact(randomUUID())).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('finds no user for an unconfirmed or malformed address', async () => {
    const email = harness.newEmail();
    await harness.startSignUp(email);
    for (const unknown of [email, harness.newEmail(), 'no address', '', "x' OR '1'='1"])
      await expect(people.findContact(unknown)).resolves.toEqual({ contact: null });
  });
});

describe('a nickname', () => {
  it('reaches chat when its account is created and whenever it changes, in order, even if chat was down', async () => {
    harness.chatReceiver.isDown = true;
    const { session } = await harness.signUp();
    const { userId } = session.me;
    await harness.call('PATCH', '/user/v1/me/profile', {
      token: session.accessToken,
      body: { nickname: '새 이름' },
    });
    const names = (receiver: Harness['receiver']) =>
      receiver.delivered.flatMap((event) =>
        event.type === 'profile.updated' && event.profile.userId === userId ? event.profile.nickname : [],
      );
    await until(() => names(harness.receiver).length === 2);
    expect(names(harness.chatReceiver)).toEqual([]);
    harness.chatReceiver.isDown = false;
    await until(() => names(harness.chatReceiver).length === 2);
    expect(names(harness.chatReceiver)).toEqual(['지민', '새 이름']);
  });

  it('is the only data that chat receives, until the account is erased', async () => {
    const { session, cookie } = await harness.signUp();
    const { userId } = session.me;
    await harness.auth('sign-out', { cookie });
    await until(() =>
      harness.delivered.some((event) => event.type === 'session.ended' && event.userId === userId),
    );
    await harness.endGrace(userId);
    const heard = () =>
      harness.chatReceiver.delivered.flatMap((event) => {
        const about = event.type === 'profile.updated' ? event.profile : event;
        return 'userId' in about && about.userId === userId ? event.type : [];
      });
    await until(() => heard().includes('account.deleted'));
    expect(heard()).toEqual(['profile.updated', 'account.deleted']);
  });
});

describe('a note', () => {
  const note = (token: string, userId: string, text?: unknown) =>
    harness.call<{ text: string }>(text === undefined ? 'GET' : 'PUT', `/user/v1/me/notes/${userId}`, {
      token,
      body: text === undefined ? undefined : { text },
    });

  it('is visible to its author only, who may change and clear it', async () => {
    const [author, about] = [(await harness.signUp()).session, (await harness.signUp()).session];
    const { userId } = about.me;
    expect((await note(author.accessToken, userId)).body).toEqual({ userId, text: '' });
    expect((await note(author.accessToken, userId, ' 회계 담당 ')).body).toEqual({
      userId,
      text: '회계 담당',
    });
    await note(author.accessToken, userId, '총무 🎉');
    expect((await note(author.accessToken, userId)).body.text).toBe('총무 🎉');
    expect((await note(about.accessToken, userId)).body.text).toBe('');
    await note(author.accessToken, userId, '');
    expect((await note(author.accessToken, userId)).body.text).toBe('');
    expect(await harness.prisma.personNote.count()).toBe(0);
  });

  it('is about another user, and short', async () => {
    const { accessToken, me } = (await harness.signUp()).session;
    expect(await note(accessToken, randomUUID(), '없는 사람')).toMatchObject({
      status: 404,
      body: { error: { code: 'NOT_FOUND' } },
    });
    for (const text of ['x'.repeat(limits.personNote.max + 1), 7, null])
      expect((await note(accessToken, me.userId, text)).status).toBe(422);
    expect((await note(accessToken, me.userId, '가'.repeat(limits.personNote.max))).status).toBe(200);
  });

  it('is deleted with its author, and with its subject', async () => {
    const [gone, left] = [(await harness.signUp()).session, (await harness.signUp()).session];
    await note(gone.accessToken, left.me.userId, '남을 사람');
    await note(left.accessToken, gone.me.userId, '떠날 사람');
    const { userId } = gone.me;
    await harness.endGrace(userId);
    await until(() => harness.isErased(userId));
    const where = { OR: [{ authorId: userId }, { aboutId: userId }] };
    expect(await harness.prisma.personNote.count({ where })).toBe(0);
  });
});
