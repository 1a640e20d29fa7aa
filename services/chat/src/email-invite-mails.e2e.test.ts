import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EmailInvite } from '@maru/contracts/http/chat/email-invites';
import { MailError } from '@maru/service-kit/mail/mailer';
import { until } from '@maru/service-kit/testing/until';
import { quotedName } from './mails/email-invite-mail.js';
import { publicOrigin, startHarness, type Harness } from './testing/chat-harness.js';
import { emailOf, mailsTo, settled } from './testing/email-invites.js';
import { aProfile } from './testing/fake-user-service.js';
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
  Object.assign(harness.mailer, { failure: undefined, attempts: 0 });
  harness.users.isDown = false;
});

interface Names {
  server?: string;
  inviter?: string;
}

/** Has a member with this name invite a stranger to a server with this name; writes both names past the checks of the service. */
const aMailing = async ({ server: name = '마루', inviter = '지민' }: Names = {}) => {
  const [owner, stranger] = [harness.person(), harness.person()];
  harness.users.profiles.set(
    owner.userId,
    aProfile({ userId: owner.userId, nickname: inviter, tag: 'jimin' }),
  );
  const { server } = await steps.createServer(owner);
  await harness.database.prisma.server.update({ where: { id: server.serverId }, data: { name } });
  const email = emailOf(stranger);
  const path = `/chat/v1/servers/${server.serverId}/email-invites`;
  const invite = async (locale = 'ko') => {
    const body = { emails: [email], locale };
    const reply = await steps.ask<{ emailInvites: EmailInvite[] }>(owner, path, { method: 'POST', body });
    return reply.emailInvites[0]?.emailInviteId ?? '';
  };
  const list = async () =>
    (await steps.ask<{ emailInvites: EmailInvite[] }>(owner, path, { method: 'GET' })).emailInvites;
  const only = async () => {
    await settled(harness);
    const mails = await mailsTo(email);
    expect(mails).toHaveLength(1);
    return mails[0] ?? { subject: '', text: '', html: '', headers: [] };
  };
  return { owner, stranger, email, path, invite, list, only };
};

const header = (headers: string[], name: string) => {
  const found = headers.filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  expect(found).toHaveLength(1);
  // Unfolded, as readers do.
  return (found[0] ?? '')
    .slice(name.length + 1)
    .replace(/\r?\n\s+/g, ' ')
    .trim();
};

describe('the mail of an invite', () => {
  it('says who invites whereto until when, and its link leads to the invite', async () => {
    const { invite, only } = await aMailing();
    const emailInviteId = await invite();
    const { subject, text, html } = await only();
    expect(subject).toBe(`[마루] ${quotedName('지민')}님이 ${quotedName('마루')} 서버에 초대했어요`);
    expect(text).toMatch(/20\d\d년 \d+월 \d+일까지/);
    const [, token] = /http:\/\/localhost:8080\/invite\/mail\/([\w-]+)\n/.exec(text) ?? [];
    expect(html).toContain(`href="${publicOrigin}/invite/mail/${token}"`);
    expect(html).toContain(`href="${publicOrigin}/invite/mail/${token}/unsubscribe"`);
    await expect(harness.call(`/chat/v1/email-invites/${token}`)).resolves.toMatchObject({
      body: { emailInviteId, inviterName: '지민' },
    });
  });

  it('tells mail programs how to unsubscribe by themselves', async () => {
    const { invite, only } = await aMailing();
    await invite();
    const { headers } = await only();
    expect(header(headers, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    const link = header(headers, 'List-Unsubscribe');
    expect(link).toMatch(/^<http:\/\/localhost:8080\/chat\/v1\/email-invites\/[\w-]+\/unsubscribe>$/);
    const { pathname } = new URL(link.slice(1, -1));
    const body = 'List-Unsubscribe=One-Click';
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(harness.base + pathname, { method: 'POST', headers: type, body });
    expect(response.status).toBe(204);
  });

  it('is in the sender’s language for a stranger, and in the recipient’s own for an account holder', async () => {
    const [stranger, known] = [await aMailing(), await aMailing()];
    harness.users.contacts.push({ userId: known.stranger.userId, email: known.email, locale: 'ko' });
    await Promise.all([stranger.invite('en'), known.invite('en')]);
    expect((await stranger.only()).subject).toMatch(/invited you to/);
    expect((await known.only()).subject).toMatch(/초대했어요/);
    await until(() =>
      harness.delivered.some(
        (event) => event.type === 'received-invites.changed' && event.userId === known.stranger.userId,
      ),
    );
  });

  it.each([
    ['line breaks', 'a\r\nBcc: victim@maru.test\r\n\r\n<b>body</b>', 'x\nSubject: y'],
    ['quotes and brackets', '"><script>alert(1)</script>', `'; "<a@b.test>" \\`],
    ['right-to-left names', 'שרת קהילה', 'مرحبا'],
    ['a turned-around name', 'abc\u202egpj.exe', '\u2067name'],
    ['long names', '가'.repeat(60), '나'.repeat(32)],
    ['emoji', '🎉👨‍👩‍👧‍👦', '🦊'],
    ['what looks like a link', 'https://evil.test/x', 'www.evil.test'],
  ])('is one well-formed mail with %s', async (_what, server, inviter) => {
    const { invite, only, email } = await aMailing({ server, inviter });
    await invite();
    const { subject, headers, html, text } = await only();
    expect(header(headers, 'To')).toBe(email);
    header(headers, 'Subject');
    for (const line of headers) expect(line).not.toMatch(/^(bcc|cc):/i);
    const inOrder = [quotedName(inviter), quotedName(server)];
    expect(subject).toBe(`[마루] ${inOrder[0]}님이 ${inOrder[1]} 서버에 초대했어요`);
    expect(subject).not.toMatch(/[\r\n\u202e]/);
    expect(html).not.toMatch(/<script|<b>body|<a@b/);
    expect(text).not.toMatch(/evil\.test/);
    await expect(mailsTo('victim@maru.test')).resolves.toEqual([]);
  });
});

describe('a mail that does not go out', () => {
  it('is tried again until it does, and goes out once', async () => {
    const { invite, only, owner } = await aMailing();
    harness.mailer.failure = new MailError(421);
    const emailInviteId = await invite();
    await until(() => harness.mailer.attempts > 1);
    const row = () => harness.database.prisma.emailInvite.findUnique({ where: { id: emailInviteId } });
    expect((await row())?.sentAt).toBeNull();
    harness.mailer.failure = undefined;
    await only();
    expect((await row())?.sentAt).not.toBeNull();
    // However often it was tried, it is one of the sender's day.
    await expect(
      harness.database.prisma.inviteMail.count({ where: { senderId: owner.userId } }),
    ).resolves.toBe(1);
  });

  it('because the mail server refuses the address for good is shown as failed, and may be sent again', async () => {
    const { invite, email, owner, path, list } = await aMailing();
    harness.mailer.failure = new MailError(550);
    const emailInviteId = await invite();
    await settled(harness);
    expect(harness.mailer.attempts).toBe(1);
    expect(await list()).toMatchObject([{ emailInviteId, email, status: 'failed', sentAt: null }]);
    await expect(mailsTo(email)).resolves.toEqual([]);
    harness.mailer.failure = undefined;
    const where = { id: emailInviteId };
    await harness.database.prisma.emailInvite.update({ where, data: { askedAt: new Date(0) } });
    await steps.ask(owner, `${path}/${emailInviteId}/resend`, { method: 'POST' });
    await settled(harness);
    expect(await list()).toMatchObject([{ emailInviteId, status: 'sent' }]);
    await expect(mailsTo(email)).resolves.toHaveLength(1);
  });

  it('waits while the owner of the address is unknown', async () => {
    const { invite, only } = await aMailing();
    harness.users.isDown = true;
    await invite();
    await until(() => harness.lines.some((line) => line.includes('job failed')));
    expect(harness.mailer.attempts).toBe(0);
    harness.users.isDown = false;
    await only();
  });

  it('because it was revoked before stays unsent', async () => {
    const { invite, email } = await aMailing();
    // Nothing is sent while the user service can't say whose address it is.
    harness.users.isDown = true;
    const emailInviteId = await invite();
    await harness.database.prisma.emailInvite.update({
      where: { id: emailInviteId },
      data: { outcome: 'revoked' },
    });
    await settled(harness);
    await expect(mailsTo(email)).resolves.toEqual([]);
  });
});

it('no address is ever logged', async () => {
  const { invite, only, email } = await aMailing();
  harness.mailer.failure = new MailError(421);
  await invite();
  await until(() => harness.mailer.attempts > 0);
  harness.mailer.failure = undefined;
  await only();
  const log = harness.lines.join('');
  expect(log).toContain('/chat/v1/servers/:serverId/email-invites');
  expect(log).not.toContain(email);
  expect(log).not.toMatch(/@maru\.test/);
});
