import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Channel } from '@maru/contracts/http/chat/channels';
import type { Report } from '@maru/contracts/http/chat/reports';
import type { ChannelId } from '@maru/contracts/primitives';
import type { Permission } from '@maru/contracts/permissions';
import { noteIdFrom } from '@maru/contracts/socket/notes';
import { newId } from '@maru/service-kit/ids';
import { until } from '@maru/service-kit/testing/until';
import { startHarness, type Harness, type Person } from './testing/chat-harness.js';
import { createSteps } from './testing/steps.js';

let harness: Harness;
let steps: ReturnType<typeof createSteps>;
let owner: Person;
let moderator: Person;
let member: Person;
let author: Person;
let serverId: string;
let channelId: ChannelId;
let voiceId: ChannelId;
beforeAll(async () => {
  harness = await startHarness();
  steps = createSteps(harness);
});
afterAll(() => harness.stop());
beforeEach(async () => {
  [owner, moderator, member, author] = Array.from({ length: 4 }, () => harness.person()) as [
    Person,
    Person,
    Person,
    Person,
  ];
  const { server, channels } = await steps.createServer(owner);
  ({ serverId } = server);
  const [text, voice] = (['text', 'voice'] as const).map((kind) =>
    channels.find(({ type }) => type === kind),
  );
  if (!text || !voice) throw new Error('no channels');
  ({ channelId } = text);
  voiceId = voice.channelId;
  await steps.join(owner, serverId, moderator, member, author);
  await steps.giveRole(owner, await steps.createRole(owner, serverId, 'manageMessages'), moderator);
});

interface Page {
  reports: Report[];
  nextCursor: string | null;
  openCount: number;
}

const at = (path: string) => `/chat/v1/servers/${serverId}${path}`;
const read = (person: Person, query = '') => steps.ask<Page>(person, at(`/reports${query}`));
const post = ({ token }: Person, target: object, { key, ...more }: { key?: string; note?: string } = {}) =>
  harness.call<{ reportId: string; error?: { code: string } }>(at('/reports'), {
    method: 'POST',
    body: { target, reason: 'abuse', ...more },
    key,
    token,
  });
const close = ({ token }: Person, reportId: string, status = 'handled') =>
  harness.call<Report>(at(`/reports/${reportId}/status`), { method: 'PUT', body: { status }, token });
/** Creates a channel that only the moderator and the owner see. */
const secretChannel = async (type: Channel['type']): Promise<ChannelId> => {
  const viewers = [{ targetType: 'member', targetId: moderator.userId }];
  const body = { name: '비밀', type, categoryId: null, viewers };
  return (await steps.ask<Channel>(owner, at('/channels'), { method: 'POST', body })).channelId;
};
const aMessage = (text = '욕설이에요', channel = channelId) => {
  const message = harness.socket.messages.write(channel, author.userId, text);
  return { message, target: { type: 'message', channelId: channel, seq: message.seq } };
};

describe('a report', () => {
  it('of a message keeps what it said, also when that is deleted afterwards', async () => {
    const { message, target } = aMessage();
    expect((await post(member, target, { note: '또 그래요' })).status).toBe(201);
    harness.socket.messages.remove(message);
    const { reports, openCount } = await read(moderator);
    expect(openCount).toBe(1);
    expect(reports).toMatchObject([
      {
        reporterId: member.userId,
        userId: author.userId,
        reason: 'abuse',
        note: '또 그래요',
        message: { channelId, seq: message.seq, text: '욕설이에요' },
        status: 'open',
      },
    ]);
  });

  it('of a person is told to moderators at once', async () => {
    await post(member, { type: 'member', userId: author.userId });
    await until(() =>
      harness.delivered.some((event) => event.type === 'reports.changed' && event.serverId === serverId),
    );
  });

  it('by the same reporter is kept once; reports by others, and a new one after closing, are kept apart', async () => {
    const { target } = aMessage();
    const key = randomUUID();
    const first = await post(member, target, { key });
    expect(await post(member, target, { key })).toEqual(first);
    expect((await post(member, target)).body).toEqual(first.body);
    const other = await post(moderator, target);
    expect(other.body.reportId).not.toBe(first.body.reportId);
    await close(owner, first.body.reportId, 'dismissed');
    expect((await post(member, target)).body.reportId).not.toBe(first.body.reportId);
    expect((await read(owner)).openCount).toBe(2);
  });

  it('of a line of a meeting note is kept with its voice channel, each line apart', async () => {
    const noteId = noteIdFrom(newId());
    harness.socket.messages.places.set(noteId, voiceId);
    const [first, second] = [aMessage('욕설', noteId).target, aMessage('또 욕설', noteId).target];
    const made = await post(member, first);
    expect(made.status).toBe(201);
    expect((await post(member, first)).body).toEqual(made.body);
    expect((await post(member, second)).body.reportId).not.toBe(made.body.reportId);
    const { reports } = await read(moderator);
    const about = { userId: author.userId, reporterId: member.userId };
    expect(reports).toMatchObject([
      { ...about, message: { channelId: voiceId, seq: null, text: '또 욕설' } },
      { ...about, message: { channelId: voiceId, seq: null, text: '욕설' } },
    ]);
  });

  it('of a line can’t be made by members who do not see the voice channel', async () => {
    const noteId = noteIdFrom(newId());
    harness.socket.messages.places.set(noteId, await secretChannel('voice'));
    const { target } = aMessage('비밀', noteId);
    expect((await post(member, target)).status).toBe(404);
    expect((await post(moderator, target)).status).toBe(201);
  });

  it('can’t be made of what one does not see, what is gone, elsewhere, or no member', async () => {
    expect((await post(member, aMessage('비밀', await secretChannel('text')).target)).status).toBe(404);
    const { message, target } = aMessage();
    harness.socket.messages.remove(message);
    expect((await post(member, target)).status).toBe(404);
    expect((await post(member, { ...target, seq: 99_999 })).status).toBe(404);
    expect((await post(member, { type: 'member', userId: randomUUID() })).status).toBe(404);
    const elsewhere = await steps.createServer(member);
    const there = elsewhere.channels[0]?.channelId;
    if (!there) throw new Error('no channel');
    expect((await post(member, aMessage('저기', there).target)).status).toBe(404);
    expect((await read(owner)).reports).toEqual([]);
  });

  it('is made twenty times in ten minutes at most', async () => {
    const statuses: number[] = [];
    for (let made = 0; made < 21; made += 1) statuses.push((await post(member, aMessage().target)).status);
    expect(statuses).toEqual([...Array<number>(20).fill(201), 429]);
  });
});

describe('the queue', () => {
  it.each<Permission>(['manageMessages', 'kickMembers', 'banMembers', 'timeOutMembers'])(
    'is read by a member with %s',
    async (permission) => {
      await post(member, aMessage().target);
      const reader = harness.person();
      await steps.join(owner, serverId, reader);
      expect((await harness.call(at('/reports'), { token: reader.token })).status).toBe(403);
      await steps.giveRole(owner, await steps.createRole(owner, serverId, permission), reader);
      expect((await read(reader)).reports).toHaveLength(1);
    },
  );

  it('shows moderators nothing about themselves, nor lets them close it; owners see all', async () => {
    const about = (person: Person) => post(member, { type: 'member', userId: person.userId });
    const { body } = await about(moderator);
    await about(owner);
    expect(await read(moderator)).toMatchObject({ openCount: 1, reports: [{ userId: owner.userId }] });
    expect((await close(moderator, body.reportId)).status).toBe(404);
    expect((await read(owner)).openCount).toBe(2);
    expect((await close(owner, body.reportId)).status).toBe(200);
  });

  it('moves what is closed, tells who closed it, and takes another answer afterwards', async () => {
    const { body } = await post(member, aMessage().target);
    expect((await close(moderator, body.reportId)).body).toMatchObject({
      status: 'handled',
      closedBy: moderator.userId,
    });
    expect(await read(moderator)).toMatchObject({ reports: [], openCount: 0 });
    expect((await read(moderator, '?status=handled')).reports).toHaveLength(1);
    await close(owner, body.reportId, 'dismissed');
    expect((await read(moderator, '?status=dismissed')).reports).toMatchObject([{ closedBy: owner.userId }]);
    expect((await close(owner, body.reportId, 'open')).status).toBe(422);
  });

  it('is told in pages, newest first, each once', async () => {
    const made: string[] = [];
    for (let index = 0; index < 5; index += 1)
      made.push((await post(member, aMessage().target)).body.reportId);
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page = await read(owner, `?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      found.push(...page.reports.map(({ reportId }) => reportId));
      cursor = page.nextCursor;
    } while (cursor);
    expect(found).toEqual(made.toReversed());
  });

  it('is closed by two at once without a trace of both', async () => {
    const { body } = await post(member, aMessage().target);
    await Promise.all([close(moderator, body.reportId), close(owner, body.reportId)]);
    const { entries } = await steps.ask<{ entries: unknown[] }>(owner, at('/audit-log?action=report-closed'));
    expect(entries).toHaveLength(1);
  });
});
