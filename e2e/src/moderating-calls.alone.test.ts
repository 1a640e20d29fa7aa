import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '@maru/contracts/limits';
import { channelId, serverId, ulid } from '@maru/contracts/primitives';
import type { Browser, Page } from 'playwright-core';
import type { Socket } from 'socket.io-client';
import { launchBrowser } from './browser.js';
import { list } from './channel-list.js';
import { api, createPerson, createPlace, userIdOf, type Person, type Place } from './people.js';
import { ask, connect } from './realtime.js';
import { composerOf, eventually, openAs } from './steps.js';

let browser: Browser;
let jimin: Person;
let alice: Person;
let place: Place;
let owner: Page;
/** Alice takes part without a browser: this story needs none of her streams. */
let socket: Socket;
let lounge: string;
let study: string;
let renewing: NodeJS.Timeout;
beforeAll(async () => {
  browser = await launchBrowser();
  [jimin, alice] = await Promise.all([createPerson('지민'), createPerson('Alice')]);
  place = await createPlace(jimin, [alice], '공부 모임');
  const create = async (name: string) => {
    const body = { name, type: 'voice', categoryId: null };
    const path = `/chat/v1/servers/${place.serverId}/channels`;
    return (await api<{ channelId: string }>(path, { body, token: jimin.accessToken })).channelId;
  };
  [lounge, study] = [await create('라운지 2'), await create('공부방')];
  const opened = await openAs(browser, jimin, place.path);
  owner = opened.page;
  await composerOf(owner).waitFor();
  socket = await connect(alice);
  // As clients do: a silent member's place ends after a few seconds. Only the call that she is in answers.
  renewing = setInterval(() => {
    for (const id of [lounge, study])
      void ask(socket, 'voice:renew', { channelId: channelId.parse(id), sessionId, version: 0 }).catch(
        () => undefined,
      );
  }, limits.voice.renewMs);
});
afterAll(async () => {
  clearInterval(renewing);
  socket.close();
  await browser.close();
});

const marks = { isMuted: true, isDeafened: false, hasCamera: false, hasScreen: false };
let sessionId = ulid.parse('01JD0000000000000000000001');
const join = (id: string) => ask(socket, 'voice:join', { channelId: channelId.parse(id), sessionId, marks });
const roomOf = async (id: string) => {
  const { rooms } = await ask(socket, 'voice:list', { serverId: serverId.parse(place.serverId) });
  return rooms.find((room) => room.channelId === id);
};

const occupant = (channelName: string) =>
  list(owner)
    .getByRole('list', { name: new RegExp(channelName) })
    .getByRole('button', { name: /Alice/ });
const choose = async (channelName: string, action: string) => {
  await occupant(channelName).click({ button: 'right' });
  await owner.getByRole('menuitem', { name: action, exact: true }).click();
};
const confirm = (action: string) =>
  owner.getByRole('dialog').getByRole('button', { name: action, exact: true }).click();

describe('a moderator', () => {
  it('turns off the headset of a member, and all in the call know it', async () => {
    await join(lounge);
    await choose('라운지 2', '헤드셋 끄기');
    await confirm('헤드셋 끄기');
    await eventually(
      () => roomOf(lounge),
      (room) => room?.members[0]?.allowed.hear === false,
    );
  });

  it('moves a member of a call into another voice channel', async () => {
    const moved = new Promise<{ toChannelId: string }>((resolve) => socket.once('voice:moved', resolve));
    await choose('라운지 2', '다른 음성 채널로 옮기기');
    await owner.getByRole('dialog').getByLabel('음성 채널').selectOption('공부방');
    await confirm('옮기기');
    await expect(moved).resolves.toMatchObject({ toChannelId: study });
    await occupant('공부방').waitFor();
    await occupant('라운지 2').waitFor({ state: 'detached' });
  });

  it('disconnects a member, who then is in no call', async () => {
    const ended = new Promise<{ reason: string }>((resolve) => socket.once('voice:ended', resolve));
    await choose('공부방', '통화에서 내보내기');
    await confirm('내보내기');
    await expect(ended).resolves.toMatchObject({ reason: 'disconnected' });
    await occupant('공부방').waitFor({ state: 'detached' });
  });

  it('bans a member out of a call', async () => {
    // The session that the moderator has ended stays out of the call.
    sessionId = ulid.parse('01JD0000000000000000000002');
    await join(lounge);
    await occupant('라운지 2').waitFor();
    const ended = new Promise<{ reason: string }>((resolve) => socket.once('voice:ended', resolve));
    const path = `/chat/v1/servers/${place.serverId}/bans/${userIdOf(alice)}`;
    await api(path, { method: 'PUT', body: {}, token: jimin.accessToken });
    await expect(ended).resolves.toMatchObject({ reason: 'not-a-member' });
    await occupant('라운지 2').waitFor({ state: 'detached' });
  });
});
