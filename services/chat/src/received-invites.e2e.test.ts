import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { EmailInvitePreview, ReceivedInvite } from '@maru/contracts/http/chat/email-invites';
import type { Invite } from '@maru/contracts/http/chat/invites';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { EmailInvitesService } from './features/email-invites/email-invites.service.js';
import { newInviteNonce, sealInvite } from './features/invites/invite-code.js';
import { PeopleService } from './features/people/people.service.js';
import { emailHashKey, inviteKeys, startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { emailOf, insertEmailInvite } from './testing/email-invites.js';
import { createSteps } from './testing/steps.js';
import { aProfile } from './testing/fake-user-service.js';

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

type Refusal = { error: { code: string } };
type Received = { invites: ReceivedInvite[] } & Refusal;

const aPerson = (): Person => {
  const person = harness.person();
  harness.users.contacts.push({ userId: person.userId, email: emailOf(person), locale: 'ko' });
  return person;
};

/** Creates a server and an invite from its owner to an account holder. */
const anInvite = async () => {
  const [owner, invited] = [harness.person(), aPerson()];
  const { server } = await steps.createServer(owner);
  const { serverId } = server;
  const terms = { serverId, inviterId: owner.userId, email: emailOf(invited) };
  const { emailInviteId, token } = await insertEmailInvite(harness, terms);
  return { owner, invited, serverId, emailInviteId, token, path: `/chat/v1/servers/${serverId}` };
};

const answer = ({ token }: Person, id: string, how: 'accept' | 'decline') =>
  harness.call<{ server?: { serverId: string } } & Refusal>(`/chat/v1/me/email-invites/${id}/${how}`, {
    method: 'POST',
    token,
  });
const accept = (person: Person, id: string) => answer(person, id, 'accept');
const decline = (person: Person, id: string) => answer(person, id, 'decline');
const received = async ({ token }: Person) =>
  (await harness.call<Received>('/chat/v1/me/email-invites', { token })).body;
const preview = (token: string) =>
  harness.call<EmailInvitePreview & Refusal>(`/chat/v1/email-invites/${token}`);
const unsubscribe = (token: string) =>
  harness.call<Refusal>(`/chat/v1/email-invites/${token}/unsubscribe`, { method: 'POST' });
const change = (emailInviteId: string, data: object) =>
  harness.database.prisma.emailInvite.update({ where: { id: emailInviteId }, data });
const refusal = (code: string) => ({ body: { error: { code } } });

describe('who was invited', () => {
  it('sees it in the app and joins', async () => {
    const { invited, owner, emailInviteId, serverId } = await anInvite();
    await expect(received(invited)).resolves.toMatchObject({
      invites: [
        { emailInviteId, inviterId: owner.userId, server: { serverId, name: '마루', memberCount: 1 } },
      ],
    });
    await expect(accept(invited, emailInviteId)).resolves.toMatchObject({
      status: 200,
      body: { server: { serverId } },
    });
    await expect(received(invited)).resolves.toEqual({ invites: [] });
    await expect(accept(invited, emailInviteId)).resolves.toMatchObject({ status: 200 });
    const told = (type: string) => harness.delivered.filter((event) => event.type === type);
    await until(() =>
      told('received-invites.changed').some((event) => 'userId' in event && event.userId === invited.userId),
    );
    expect(
      told('member.joined').filter((event) => 'member' in event && event.member.userId === invited.userId),
    ).toHaveLength(1);
  });

  it('sees one invite of a server, however many members sent one, and answers all of them', async () => {
    const { invited, owner, serverId, path } = await anInvite();
    const other = harness.person();
    await steps.join(owner, serverId, other);
    const terms = { serverId, inviterId: other.userId, email: emailOf(invited) };
    const { emailInviteId } = await insertEmailInvite(harness, terms);
    const { invites } = await received(invited);
    expect(invites).toMatchObject([{ emailInviteId, server: { serverId } }]);
    await decline(invited, emailInviteId);
    await expect(received(invited)).resolves.toEqual({ invites: [] });
    await expect(steps.ask(owner, `${path}/email-invites`)).resolves.toMatchObject({ emailInvites: [] });
  });

  it.each([
    ['is paused', { status: 'paused', server: null, inviterName: '' }],
    ['is revoked', { status: 'revoked', server: null, inviterName: '' }],
  ])('learns nothing of the server from a mail whose invite %s', async (how, body) => {
    const { owner, invited, emailInviteId, token, path } = await anInvite();
    if (how === 'is revoked') await change(emailInviteId, { outcome: 'revoked' });
    else await steps.ask(owner, `${path}/invites/paused`, { method: 'PUT', body: { arePaused: true } });
    await expect(preview(token)).resolves.toMatchObject({ body });
    await expect(received(invited)).resolves.toEqual({ invites: [] });
  });

  it('is shown no server that they are banned from', async () => {
    const { owner, invited, serverId } = await anInvite();
    await steps.ban(owner, serverId, invited);
    await expect(received(invited)).resolves.toEqual({ invites: [] });
  });

  it('gets in once, however often it is clicked', async () => {
    const { invited, emailInviteId, serverId } = await anInvite();
    const answers = await Promise.all([1, 2, 3, 4].map(() => accept(invited, emailInviteId)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await expect(harness.database.prisma.member.count({ where: { serverId } })).resolves.toBe(2);
  });

  it('declines, for good, and it is gone for both sides', async () => {
    const { invited, owner, emailInviteId, path } = await anInvite();
    await expect(decline(invited, emailInviteId)).resolves.toMatchObject({ status: 204 });
    await expect(decline(invited, emailInviteId)).resolves.toMatchObject({ status: 204 });
    await expect(received(invited)).resolves.toEqual({ invites: [] });
    await expect(steps.ask(owner, `${path}/email-invites`)).resolves.toMatchObject({ emailInvites: [] });
    await expect(accept(invited, emailInviteId)).resolves.toMatchObject(refusal('INVITE_REVOKED'));
  });

  it('who is in already stays as they are, and has answered', async () => {
    const { invited, owner, emailInviteId, serverId, token } = await anInvite();
    await steps.join(owner, serverId, invited);
    await expect(received(invited)).resolves.toEqual({ invites: [] });
    await expect(accept(invited, emailInviteId)).resolves.toMatchObject({ status: 200 });
    await expect(preview(token)).resolves.toMatchObject({ body: { status: 'accepted' } });
  });

  it('does not come back by it after leaving', async () => {
    const { invited, emailInviteId, path } = await anInvite();
    await accept(invited, emailInviteId);
    await steps.ask(invited, `${path}/leave`, { method: 'POST' });
    await expect(accept(invited, emailInviteId)).resolves.toMatchObject(refusal('INVITE_REVOKED'));
  });

  it.each([
    ['INVITE_EXPIRED', { expiresAt: new Date(0) }],
    ['INVITE_REVOKED', { outcome: 'revoked' }],
  ])('gets %s', async (code, data) => {
    const { invited, emailInviteId } = await anInvite();
    await change(emailInviteId, data);
    await expect(accept(invited, emailInviteId)).resolves.toMatchObject(refusal(code));
    await expect(received(invited)).resolves.toEqual({ invites: [] });
  });

  it('does not get in while banned, or while invites are paused or a raid is on', async () => {
    const { invited, owner, emailInviteId, serverId, path } = await anInvite();
    const put = (rest: string, body: object) => steps.ask(owner, path + rest, { method: 'PUT', body });
    await put('/raid-mode', { isOn: true });
    await expect(accept(invited, emailInviteId)).resolves.toMatchObject(refusal('INVITES_PAUSED'));
    await put('/raid-mode', { isOn: false });
    await put('/invites/paused', { arePaused: true });
    await expect(accept(invited, emailInviteId)).resolves.toMatchObject(refusal('INVITES_PAUSED'));
    await put('/invites/paused', { arePaused: false });
    await steps.ban(owner, serverId, invited);
    await expect(accept(invited, emailInviteId)).resolves.toMatchObject(refusal('BANNED'));
  });

  it('hears of a revocation in the app', async () => {
    const { invited, owner, emailInviteId, path } = await anInvite();
    await change(emailInviteId, { toldUserId: invited.userId });
    await steps.ask(owner, `${path}/email-invites/${emailInviteId}`, { method: 'DELETE' });
    await until(() =>
      harness.delivered.some(
        (event) => event.type === 'received-invites.changed' && event.userId === invited.userId,
      ),
    );
  });

  it('gets UNAVAILABLE while the user service can’t say their address', async () => {
    const { invited, emailInviteId } = await anInvite();
    harness.users.isDown = true;
    await expect(accept(invited, emailInviteId)).resolves.toMatchObject(refusal('UNAVAILABLE'));
    await expect(received(invited)).resolves.toMatchObject({ error: { code: 'UNAVAILABLE' } });
  });
});

describe('another user', () => {
  it('neither takes it nor declines it, with another address or none', async () => {
    const { emailInviteId, serverId, token } = await anInvite();
    for (const other of [aPerson(), harness.person()]) {
      await expect(accept(other, emailInviteId)).resolves.toMatchObject(refusal('INVITE_WRONG_ACCOUNT'));
      await expect(decline(other, emailInviteId)).resolves.toMatchObject(refusal('INVITE_WRONG_ACCOUNT'));
      await expect(received(other)).resolves.toEqual({ invites: [] });
    }
    await expect(preview(token)).resolves.toMatchObject({ body: { status: 'sent' } });
    await expect(harness.database.prisma.member.count({ where: { serverId } })).resolves.toBe(1);
  });

  it('with a look-alike address can’t use the invite', async () => {
    const { emailInviteId } = await anInvite();
    await change(emailInviteId, { email: 'josé@maru.test' });
    const other = harness.person();
    harness.users.contacts.push({ userId: other.userId, email: 'jose@maru.test', locale: 'ko' });
    await expect(received(other)).resolves.toEqual({ invites: [] });
    await expect(accept(other, emailInviteId)).resolves.toMatchObject(refusal('INVITE_WRONG_ACCOUNT'));
  });

  it('learns nothing from ids that do not exist', async () => {
    await expect(accept(aPerson(), newId())).resolves.toMatchObject(refusal('INVITE_INVALID'));
    await expect(decline(aPerson(), newId())).resolves.toMatchObject(refusal('INVITE_INVALID'));
  });
});

describe("a mail's link", () => {
  it('shows server and inviter, and only hints at the address', async () => {
    const { owner, invited, token, emailInviteId } = await anInvite();
    harness.users.profiles.set(
      owner.userId,
      aProfile({ userId: owner.userId, nickname: '지민', tag: 'jimin' }),
    );
    const { body } = await preview(token);
    expect(body).toMatchObject({
      emailInviteId,
      status: 'sent',
      inviterName: '지민',
      server: { name: '마루' },
    });
    expect(body.maskedEmail).toBe(`${invited.userId[0]}•••@maru.test`);
    expect(JSON.stringify(body)).not.toContain(emailOf(invited));
  });

  it('is one answer for all that we did not make, links of the other kind among them', async () => {
    const { owner, emailInviteId, token, path } = await anInvite();
    const link = await steps.ask<Invite>(owner, `${path}/invites`, { method: 'POST', body: {} });
    const row = await harness.database.prisma.emailInvite.findUnique({ where: { id: emailInviteId } });
    const reference = { inviteId: emailInviteId, nonce: row?.nonce ?? '' };
    const forged = [
      'unknown-token-1',
      token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'),
      link.code,
      sealInvite(inviteKeys, reference),
      sealInvite(inviteKeys, { ...reference, nonce: newInviteNonce() }, 'e-mail invite'),
      sealInvite(inviteKeys, { ...reference, inviteId: newId() }, 'e-mail invite'),
    ];
    for (const wrong of forged) {
      await expect(preview(wrong)).resolves.toMatchObject({ status: 404, ...refusal('INVITE_INVALID') });
      await expect(unsubscribe(wrong)).resolves.toMatchObject({ status: 404, ...refusal('INVITE_INVALID') });
    }
    await expect(harness.call(`/chat/v1/invites/${token}`)).resolves.toMatchObject({ status: 404 });
  });

  it('unsubscribes without signing in, as mail programs do, and keeps no address', async () => {
    const { invited, token, owner, serverId } = await anInvite();
    const response = await fetch(`${harness.base}/chat/v1/email-invites/${token}/unsubscribe`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(response.status).toBe(204);
    await expect(unsubscribe(token)).resolves.toMatchObject({ status: 204 });
    await expect(received(invited)).resolves.toEqual({ invites: [] });
    const rows = await harness.database.prisma.unsubscribedAddress.findMany();
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(invited.userId);
    // Neither from this inviter nor from another one, ever.
    const terms = { serverId, inviterId: owner.userId, email: emailOf(invited) };
    await insertEmailInvite(harness, terms);
    await expect(received(invited)).resolves.toEqual({ invites: [] });
  });
});

it('what was sent by, or to, an account that is erased goes with it', async () => {
  const [sent, other] = [await anInvite(), await anInvite()];
  const people = new PeopleService(harness.database, harness.users);
  await people.forget(sent.invited.userId);
  await expect(preview(sent.token)).resolves.toMatchObject(refusal('INVITE_INVALID'));
  await people.forget(other.owner.userId);
  await expect(preview(other.token)).resolves.toMatchObject(refusal('INVITE_INVALID'));
});

it('addresses are forgotten a month after their invites have ended, not before', async () => {
  const [old, younger] = [await anInvite(), await anInvite()];
  const day = 86_400_000;
  await change(old.emailInviteId, { expiresAt: new Date(Date.now() - 31 * day) });
  await change(younger.emailInviteId, { expiresAt: new Date(Date.now() - 29 * day) });
  const { database, access } = harness;
  await new EmailInvitesService({ database, access, hashKey: emailHashKey }).prune();
  await expect(preview(old.token)).resolves.toMatchObject(refusal('INVITE_INVALID'));
  await expect(preview(younger.token)).resolves.toMatchObject({ body: { status: 'expired' } });
});

it('a deleted server takes its invites with it', async () => {
  const { owner, token, path } = await anInvite();
  await steps.ask(owner, path, { method: 'DELETE' });
  await expect(preview(token)).resolves.toMatchObject(refusal('INVITE_INVALID'));
});
