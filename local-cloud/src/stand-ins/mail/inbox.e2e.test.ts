import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { createInboxApp } from './inbox.js';
import { Mailbox, type Mail } from './mailbox.js';
import { createSmtpServer } from './smtp.js';

let dir: string;
let mailbox: Mailbox;
let smtp: ReturnType<typeof createSmtpServer>;
let web: Server;
let inbox: string;
let smtpPort: number;

const portOf = (server: { address(): unknown }) => (server.address() as AddressInfo).port;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'maru-mail-'));
  mailbox = new Mailbox(join(dir, 'mails.json'));
  smtp = createSmtpServer(mailbox);
  web = createServer(createInboxApp(mailbox));
  await new Promise<void>((done) => void smtp.listen(0, '127.0.0.1', done));
  await new Promise<void>((done) => web.listen(0, '127.0.0.1', done));
  smtpPort = portOf(smtp.server);
  inbox = `http://127.0.0.1:${portOf(web)}`;
});
afterEach(async () => {
  web.closeAllConnections();
  await Promise.all([new Promise<void>((done) => smtp.close(done)), new Promise((done) => web.close(done))]);
  mailbox.flush();
  await rm(dir, { recursive: true, force: true });
});

const send = (to: string, options: { subject?: string; html?: string; text?: string } = {}) =>
  createTransport(`smtp://127.0.0.1:${smtpPort}`).sendMail({
    from: '마루 Maru <no-reply@maru.test>',
    to,
    subject: '안녕하세요 🎉',
    html: '<p>코드 <b>123456</b></p>',
    ...options,
  });
const get = async (path: string): Promise<unknown> => (await fetch(inbox + path)).json();
// The inbox's own JSON.
const messages = (query = '') => get(`/api/messages${query}`) as Promise<Mail[]>;

describe('a mail', () => {
  it('arrives as it was sent', async () => {
    await send('Jimin@Maru.test');
    const [mail] = await messages();
    expect(mail).toMatchObject({
      from: '"마루 Maru" <no-reply@maru.test>',
      to: ['jimin@maru.test'],
      subject: '안녕하세요 🎉',
      html: expect.stringContaining('<b>123456</b>'),
      text: expect.stringContaining('123456'),
      headers: expect.arrayContaining(['To: Jimin@maru.test']),
    });
    await expect(get(`/api/messages/${mail?.id}`)).resolves.toEqual(mail);
  });

  it('is found by its recipient in any case, newest first', async () => {
    await send('jimin@maru.test', { subject: 'first' });
    await send('alice@maru.test', { subject: 'other' });
    await send('jimin@maru.test', { subject: 'second' });
    const mine = await messages('?to=JIMIN@maru.test');
    expect(mine.map(({ subject }) => subject)).toEqual(['second', 'first']);
    await expect(messages('?to=nobody@maru.test')).resolves.toEqual([]);
  });

  it("that doesn't exist is 404", async () => {
    expect((await fetch(`${inbox}/api/messages/99`)).status).toBe(404);
  });

  it('of more than 10 MB is refused', async () => {
    await expect(send('jimin@maru.test', { text: 'x'.repeat(11_000_000) })).rejects.toThrow();
    await expect(messages()).resolves.toEqual([]);
  });
});

describe('the mailbox', () => {
  it('keeps the last 500 mails', () => {
    const mail = { at: '', from: '', to: [], text: '', html: '', headers: [] };
    for (let n = 1; n <= 510; n += 1) mailbox.add({ ...mail, subject: String(n) });
    expect(mailbox.list()).toHaveLength(500);
    expect(mailbox.list()[0]?.subject).toBe('510');
    expect(mailbox.list().at(-1)?.subject).toBe('11');
  });

  it('is emptied for good', async () => {
    await send('jimin@maru.test');
    expect((await fetch(`${inbox}/api/messages`, { method: 'DELETE' })).status).toBe(204);
    await expect(messages()).resolves.toEqual([]);
    mailbox.flush();
    expect(new Mailbox(join(dir, 'mails.json')).list()).toEqual([]);
  });

  it('survives a restart', async () => {
    await send('jimin@maru.test');
    mailbox.flush();
    expect(new Mailbox(join(dir, 'mails.json')).list('jimin@maru.test')).toHaveLength(1);
  });
});

it('notifies watchers of a new mail at once', async () => {
  const response = await fetch(`${inbox}/api/events`);
  const reader = response.body?.getReader();
  await reader?.read();
  await send('jimin@maru.test');
  const { value } = (await reader?.read()) ?? {};
  expect(new TextDecoder().decode(value)).toBe('data: changed\n\n');
  await reader?.cancel();
});

it('a connection that breaks off midway does no harm', async () => {
  await new Promise<void>((resolve, reject) => {
    const socket = connect(smtpPort, '127.0.0.1', () => {
      socket.write('EHLO x\r\nMAIL FROM:<a@maru.test>\r\nRCPT TO:<b@maru.test>\r\nDATA\r\nhalf');
    });
    let answers = '';
    socket.on('data', (data) => {
      answers += data.toString();
      if (answers.includes('354')) socket.resetAndDestroy();
    });
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
  await send('jimin@maru.test');
  await expect(messages()).resolves.toHaveLength(1);
});

it('the page works under any path, because it uses no absolute URLs', async () => {
  const html = await (await fetch(`${inbox}/`)).text();
  expect(html).toContain("fetch('api/messages'");
  expect(html).not.toMatch(/(src|href)="\/|fetch\('\/|EventSource\('\//);
  expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
});
