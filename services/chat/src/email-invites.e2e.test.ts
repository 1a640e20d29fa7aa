import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EmailInvite } from '@maru/contracts/http/chat/email-invites';
import { limits } from '@maru/contracts/limits';
import { newId } from '@maru/service-kit/ids';
import { newInviteNonce } from './features/invites/invite-code.js';
import { keyedHash } from './platform/keyed-hash.js';
import {
  emailHashKey,
  startHarness,
  type Answer,
  type Harness,
  type Person,
} from './testing/chat-harness.js';
import { emailOf, insertEmailInvite, mailsTo, settled } from './testing/email-invites.js';
import { createSteps } from './testing/steps.js';

// The inbox loads its parser with the first mail, which takes seconds on a busy machine.
jest.setTimeout(20_000);

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());
beforeEach(() => {
  harness.users.isDown = false;
});

type Refusal = { error: { code: string; retryAfterMs?: number } };
type Reply = { emailInvites: EmailInvite[]; nextCursor?: string | null } & Refusal;

const aServer = async () => {
  const owner = harness.person();
  const { server } = await steps.createServer(owner);
  return { owner, serverId: server.serverId, path: `/chat/v1/servers/${server.serverId}` };
};
type Scene = Awaited<ReturnType<typeof aServer>>;

const anAddress = () => `${randomUUID()}@maru.test`;
const invite = ({ token }: Person, { path }: Scene, emails: string[], key?: string): Promise<Answer<Reply>> =>
  harness.call(`${path}/email-invites`, { method: 'POST', body: { emails, locale: 'ko' }, token, key });
const list = ({ token }: Person, { path }: Scene, query = ''): Promise<Answer<Reply>> =>
  harness.call(`${path}/email-invites${query}`, { token });
const resend = ({ token }: Person, { path }: Scene, id: string) =>
  harness.call<EmailInvite & Refusal>(`${path}/email-invites/${id}/resend`, { method: 'POST', token });
const revoke = ({ token }: Person, { path }: Scene, id: string) =>
  harness.call<Refusal>(`${path}/email-invites/${id}`, { method: 'DELETE', token });

/** Returns the invite as its sender finally sees it. */
const seenBy = async (person: Person, scene: Scene) => {
  await settled(harness);
  const { body } = await list(person, scene);
  return body.emailInvites.map(({ email, status }) => ({ email, status }));
};

describe('inviting by e-mail', () => {
  it('mails each address once and says so', async () => {
    const scene = await aServer();
    const [one, two] = [anAddress(), anAddress()];
    const { status, body } = await invite(scene.owner, scene, [one, two, one.toUpperCase()]);
    expect(status).toBe(201);
    expect(body.emailInvites).toMatchObject([
      { email: one, status: 'queued', sentAt: null, inviterId: scene.owner.userId },
      { email: two, status: 'queued' },
    ]);
    await expect(seenBy(scene.owner, scene)).resolves.toEqual([
      { email: two, status: 'sent' },
      { email: one, status: 'sent' },
    ]);
    for (const email of [one, two]) await expect(mailsTo(email)).resolves.toHaveLength(1);
  });

  it('again gives the one that waits, and no second mail', async () => {
    const scene = await aServer();
    const email = anAddress();
    const first = (await invite(scene.owner, scene, [email])).body.emailInvites[0];
    await settled(harness);
    const again = (await invite(scene.owner, scene, [email])).body.emailInvites[0];
    await settled(harness);
    expect(again).toMatchObject({ emailInviteId: first?.emailInviteId, status: 'sent' });
    await expect(mailsTo(email)).resolves.toHaveLength(1);
  });

  it('an address that another member has invited gives each an invite of their own, and one mail', async () => {
    const scene = await aServer();
    const [first, second] = [harness.person(), harness.person()];
    await steps.join(scene.owner, scene.serverId, first, second);
    const email = anAddress();
    const one = (await invite(first, scene, [email])).body.emailInvites[0];
    await settled(harness);
    const two = (await invite(second, scene, [email])).body.emailInvites[0];
    expect(two).toMatchObject({ inviterId: second.userId, status: 'queued', sentAt: null });
    expect(two?.emailInviteId).not.toBe(one?.emailInviteId);
    await expect(seenBy(second, scene)).resolves.toEqual([{ email, status: 'sent' }]);
    await expect(mailsTo(email)).resolves.toHaveLength(1);
  });

  it('invites each address once when the request is retried', async () => {
    const scene = await aServer();
    const [email, key] = [anAddress(), randomUUID()];
    const [one, two] = [
      await invite(scene.owner, scene, [email], key),
      await invite(scene.owner, scene, [email], key),
    ];
    expect(two.body).toEqual(one.body);
    await settled(harness);
    await expect(mailsTo(email)).resolves.toHaveLength(1);
  });

  it('works at the same time in two windows', async () => {
    const scene = await aServer();
    const email = anAddress();
    const answers = await Promise.all([1, 2, 3, 4].map(() => invite(scene.owner, scene, [email])));
    expect(new Set(answers.map(({ body }) => body.emailInvites[0]?.emailInviteId)).size).toBe(1);
    await settled(harness);
    await expect(mailsTo(email)).resolves.toHaveLength(1);
  });

  it('answers alike for a member, a banned user and an unsubscribed address; none of them gets a mail', async () => {
    const scene = await aServer();
    const [member, banned] = [harness.person(), harness.person()];
    await steps.join(scene.owner, scene.serverId, member, banned);
    await steps.ban(scene.owner, scene.serverId, banned);
    for (const { userId } of [member, banned])
      harness.users.contacts.push({ userId, email: emailOf({ userId }), locale: 'ko' });
    const unsubscribed = anAddress();
    const addressHash = keyedHash(emailHashKey, unsubscribed);
    await harness.database.prisma.unsubscribedAddress.create({ data: { addressHash } });
    const stranger = anAddress();
    const all = [emailOf(member), emailOf(banned), unsubscribed, stranger];
    const { body } = await invite(scene.owner, scene, all);
    expect(body.emailInvites.map(({ status }) => status)).toEqual(all.map(() => 'queued'));
    const seen = await seenBy(scene.owner, scene);
    expect(seen.map(({ status }) => status)).toEqual(all.map(() => 'sent'));
    const counts = await Promise.all(all.map(async (email) => (await mailsTo(email)).length));
    expect(counts).toEqual([0, 0, 0, 1]);
  });

  it('needs the permission to invite, and is refused while invites are paused', async () => {
    const scene = await aServer();
    await steps.ask(scene.owner, `${scene.path}/invites/paused`, {
      method: 'PUT',
      body: { arePaused: true },
    });
    await expect(invite(scene.owner, scene, [anAddress()])).resolves.toMatchObject({
      body: { error: { code: 'INVITES_PAUSED' } },
    });
    await expect(invite(harness.person(), scene, [anAddress()])).resolves.toMatchObject({ status: 404 });
  });

  it.each([
    ['nobody', []],
    ['what is no address', ['no address']],
    ['an address with a header behind it', ['a@maru.test\r\nBcc: b@maru.test']],
    ['more than may be invited at once', Array.from({ length: 21 }, anAddress)],
  ])('refuses %s', async (_what, emails) => {
    const scene = await aServer();
    await expect(invite(scene.owner, scene, emails)).resolves.toMatchObject({ status: 422 });
  });
});

describe('a limit', () => {
  it('of a day holds for a sender over all servers, and tells when to come back', async () => {
    const [scene, other] = [await aServer(), await aServer()];
    const { userId } = scene.owner;
    const askedAt = new Date(Date.now() - 3_600_000);
    await harness.database.prisma.inviteMail.createMany({
      data: Array.from({ length: limits.emailInvites.perSenderPerDay - 1 }, () => ({
        id: newId(),
        senderId: userId,
        addressHash: randomUUID(),
        askedAt,
      })),
    });
    const refused = await invite(scene.owner, scene, [anAddress(), anAddress()]);
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'RATE_LIMITED' } } });
    expect(refused.body.error.retryAfterMs).toBeGreaterThan(22 * 3_600_000);
    // Nothing of it was kept.
    await expect(list(scene.owner, scene)).resolves.toMatchObject({ body: { emailInvites: [] } });
    await steps.join(other.owner, other.serverId, scene.owner);
    const answers = await Promise.all([scene, other].map((each) => invite(scene.owner, each, [anAddress()])));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 429]);
  });

  it('per day counts the mails to an address from all senders, who can’t see it', async () => {
    const email = anAddress();
    const scenes = await Promise.all(Array.from({ length: 5 }, aServer));
    await Promise.all(scenes.map((scene) => invite(scene.owner, scene, [email])));
    for (const scene of scenes)
      await expect(seenBy(scene.owner, scene)).resolves.toEqual([{ email, status: 'sent' }]);
    await expect(mailsTo(email)).resolves.toHaveLength(limits.emailInvites.perAddressPerDay);
  });

  it('holds for what waits for an answer in one server', async () => {
    const scene = await aServer();
    const { serverId, owner } = scene;
    const times = { askedAt: new Date(), expiresAt: new Date(Date.now() + 60_000) };
    await harness.database.prisma.emailInvite.createMany({
      data: Array.from({ length: limits.emailInvites.pendingPerServer }, () => ({
        id: newId(),
        nonce: newInviteNonce(),
        serverId,
        email: anAddress(),
        inviterId: owner.userId,
        locale: 'ko' as const,
        ...times,
      })),
    });
    await expect(invite(owner, scene, [anAddress()])).resolves.toMatchObject({
      status: 409,
      body: { error: { code: 'EMAIL_INVITE_LIMIT_REACHED' } },
    });
  });
});

describe('who sends invites', () => {
  it('sees their own; who manages the server sees all, by page', async () => {
    const scene = await aServer();
    const member = harness.person();
    await steps.join(scene.owner, scene.serverId, member);
    const [mine, theirs] = [anAddress(), anAddress()];
    await invite(scene.owner, scene, [mine]);
    await invite(member, scene, [theirs]);
    const emailsOf = ({ body }: Answer<Reply>) => body.emailInvites.map(({ email }) => email);
    expect(emailsOf(await list(member, scene))).toEqual([theirs]);
    const first = await list(scene.owner, scene, '?limit=1');
    expect(emailsOf(first)).toEqual([theirs]);
    const second = await list(scene.owner, scene, `?limit=1&cursor=${first.body.nextCursor}`);
    expect(emailsOf(second)).toEqual([mine]);
    expect(second.body.nextCursor).toBeNull();
  });

  it('sends one again after a while, also when it has expired, and it works for a week from then', async () => {
    const scene = await aServer();
    const [email, inviterId] = [anAddress(), scene.owner.userId];
    const { emailInviteId } = await insertEmailInvite(harness, {
      serverId: scene.serverId,
      inviterId,
      email,
    });
    await harness.database.prisma.emailInvite.update({
      where: { id: emailInviteId },
      data: { expiresAt: new Date(0) },
    });
    const { status, body } = await resend(scene.owner, scene, emailInviteId);
    expect([status, body.status]).toEqual([200, 'queued']);
    expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    await settled(harness);
    await expect(mailsTo(email)).resolves.toHaveLength(1);
    const tooSoon = await resend(scene.owner, scene, emailInviteId);
    expect(tooSoon).toMatchObject({ status: 429, body: { error: { code: 'RATE_LIMITED' } } });
  });

  it('does not send again what was answered or revoked', async () => {
    const scene = await aServer();
    const terms = { serverId: scene.serverId, inviterId: scene.owner.userId, email: anAddress() };
    const { emailInviteId } = await insertEmailInvite(harness, terms);
    await expect(revoke(scene.owner, scene, emailInviteId)).resolves.toMatchObject({ status: 204 });
    await expect(resend(scene.owner, scene, emailInviteId)).resolves.toMatchObject({
      body: { error: { code: 'CONFLICT' } },
    });
    await expect(list(scene.owner, scene)).resolves.toMatchObject({ body: { emailInvites: [] } });
  });

  it("revokes their own quietly; another's with an entry in the log that does not name the address", async () => {
    const scene = await aServer();
    const { serverId, owner, path } = scene;
    const [member, other] = [harness.person(), harness.person()];
    await steps.join(owner, serverId, member, other);
    const terms = { serverId, inviterId: member.userId };
    const [one, two] = [
      await insertEmailInvite(harness, { ...terms, email: anAddress() }),
      await insertEmailInvite(harness, { ...terms, email: anAddress() }),
    ];
    await expect(revoke(other, scene, one.emailInviteId)).resolves.toMatchObject({ status: 403 });
    await expect(revoke(member, scene, one.emailInviteId)).resolves.toMatchObject({ status: 204 });
    await expect(revoke(owner, scene, two.emailInviteId)).resolves.toMatchObject({ status: 204 });
    const { entries } = await steps.ask<{ entries: object[] }>(
      owner,
      `${path}/audit-log?action=email-invite-revoked`,
    );
    expect(entries).toMatchObject([
      { actorId: owner.userId, targetId: two.emailInviteId, targetName: null, changes: [] },
    ]);
    const elsewhere = await aServer();
    await expect(revoke(elsewhere.owner, elsewhere, two.emailInviteId)).resolves.toMatchObject({
      status: 404,
    });
  });

  it('loses all of them with a ban', async () => {
    const scene = await aServer();
    const member = harness.person();
    await steps.join(scene.owner, scene.serverId, member);
    const terms = { serverId: scene.serverId, inviterId: member.userId, email: anAddress() };
    await insertEmailInvite(harness, terms);
    await steps.ban(scene.owner, scene.serverId, member);
    await expect(list(scene.owner, scene)).resolves.toMatchObject({ body: { emailInvites: [] } });
  });
});
