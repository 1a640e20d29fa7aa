import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { permissionBits } from '@maru/contracts/permissions';
import { userId } from '@maru/contracts/primitives';
import type { Browser, Page } from 'playwright-core';
import { attend } from './attendance.js';
import { launchBrowser } from './browser.js';
import { createVoiceChannel, join, openRoom } from './call-rooms.js';
import { hears, sees } from './call-streams.js';
import { devicesHeldBy, hearsVoices, isConnectedTo, mediaFlags } from './calls.js';
import { api, createPerson, userIdOf, type Person } from './people.js';
import { ask, connect } from './realtime.js';
import { eventually, press } from './steps.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser(mediaFlags);
});
afterAll(() => browser.close());

/** Shorter than a lease: the call ends because of the change, not because it runs out. */
const atOnceMs = 10_000;

/** Resolves once the page is in no call: no connection, no device, no panel. */
const isInNoCall = async (page: Page) => {
  await isConnectedTo(page, 0, atOnceMs);
  await page.getByRole('region', { name: '음성 연결' }).waitFor({ state: 'detached' });
  await eventually(
    () => devicesHeldBy(page),
    (held) => held.length === 0,
  );
};

describe('a full call', () => {
  it('says so, offers to wait, and takes the waiting person in when a place is free', async () => {
    const { people, place, windows, pages } = await openRoom(browser, ['지민', 'Alice']);
    const [owner] = people as [Person, Person];
    const [first, second] = pages as [Page, Page];
    const guest = await createPerson('서연');
    await api(`/chat/v1/invites/${place.inviteCode}/accept`, { token: guest.accessToken });
    const channelId = await createVoiceChannel(owner, place, { name: '둘만의 방', userLimit: 2 });
    const attendance = await attend(guest, channelId);
    await join(first, '둘만의 방');
    await first.getByText('음성 연결됨').first().waitFor();

    await second.goto(`/servers/${place.serverId}/${channelId}`);
    await second.getByText('2명이 모두 찼어요').waitFor();
    await press(second, '자리가 나면 들어가기');
    await second.getByRole('heading', { name: '자리가 모두 찼어요' }).waitFor();
    expect(await devicesHeldBy(second)).toEqual([]);

    await attendance.leave();
    await Promise.all([isConnectedTo(first, 1), isConnectedTo(second, 1)]);
    await Promise.all([hearsVoices(first), hearsVoices(second)]);
    expect(windows.flatMap(({ errors }) => errors)).toEqual([]);
    await Promise.all(windows.map(({ close }) => close()));
  });
});

describe('a member of a call', () => {
  let room: Awaited<ReturnType<typeof openRoom>>;
  let pages: [Page, Page, Page];
  let member: Person;
  let toChannelId: Awaited<ReturnType<typeof createVoiceChannel>>;
  beforeAll(async () => {
    room = await openRoom(browser, ['지민', 'Alice', '서연']);
    pages = room.pages as typeof pages;
    member = room.people[1] as Person;
  });

  it('keeps their call while a copy of its tab is open', async () => {
    const [first, second] = pages;
    for (const page of [first, second]) await join(page);
    await Promise.all([isConnectedTo(first, 1), isConnectedTo(second, 1)]);
    const opening = second.waitForEvent('popup');
    // Like a duplicated tab, it starts with a copy of the session storage.
    await second.evaluate(() => void window.open(location.href));
    const copy = await opening;
    await copy.getByText('2명이 이야기하고 있어요').waitFor();
    expect(await copy.getByRole('button', { name: '다시 참여' }).count()).toBe(0);
    await press(copy, '통화 참여');
    await copy.getByRole('heading', { name: '다른 탭에서 참여 중이에요' }).waitFor();
    await Promise.all([hearsVoices(first), hearsVoices(second)]);
    await copy.close();
  });

  it('continues in the channel into which a moderator moves them', async () => {
    const [first, second, third] = pages;
    const [owner] = room.people as [Person];
    toChannelId = await createVoiceChannel(owner, room.place, { name: '산행 중' });
    await join(third, '산행 중');
    await third.getByText('음성 연결됨').first().waitFor();
    for (const page of [second, third]) await press(page, '카메라 켜기');
    await press(second, '마이크 끄기');
    await sees(first, 'camera', 1);

    const socket = await connect(owner);
    const moved = { channelId: room.channelId, userId: userId.parse(userIdOf(member)), toChannelId };
    await ask(socket, 'voice:move', moved);
    socket.close();
    await Promise.all([isConnectedTo(first, 0), isConnectedTo(second, 1), isConnectedTo(third, 1)]);
    await Promise.all([sees(second, 'camera', 1), sees(third, 'camera', 1)]);
    await Promise.all([hears(second, 1), hears(third, 0)]);
  });

  it('leaves the call at both ends with the permission to connect', async () => {
    const [, second, third] = pages;
    const [owner] = room.people as [Person];
    const path = `/chat/v1/channels/${toChannelId}/overwrites/${userIdOf(member)}`;
    const allowing = { method: 'PUT', token: owner.accessToken };
    await api(path, { ...allowing, body: { targetType: 'member', allow: 0, deny: permissionBits.connect } });
    await Promise.all([isConnectedTo(second, 0, atOnceMs), isConnectedTo(third, 0, atOnceMs)]);
    await second.getByText('이 통화에 더 있을 수 없어요').first().waitFor();
    expect(await devicesHeldBy(second)).toEqual([]);
    await api(path, { ...allowing, body: { targetType: 'member', allow: 0, deny: 0 } });
  });

  it('leaves the call at both ends with the server', async () => {
    const [first, second] = pages;
    const [owner] = room.people as [Person];
    await join(second);
    await Promise.all([isConnectedTo(first, 1), isConnectedTo(second, 1)]);
    const path = `/chat/v1/servers/${room.place.serverId}/members/${userIdOf(member)}/kick`;
    await api(path, { body: {}, token: owner.accessToken });
    await Promise.all([isInNoCall(second), isConnectedTo(first, 0, atOnceMs)]);
  });

  it('leaves the call at both ends with its channel', async () => {
    const [first, , third] = pages;
    const [owner] = room.people as [Person];
    await join(third);
    await Promise.all([isConnectedTo(first, 1), isConnectedTo(third, 1)]);
    const path = `/chat/v1/channels/${room.channelId}`;
    await api(path, { method: 'DELETE', token: owner.accessToken });
    await Promise.all([isInNoCall(first), isInNoCall(third)]);
    expect(room.windows.flatMap(({ errors }) => errors)).toEqual([]);
  });
});
