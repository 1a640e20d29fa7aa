import type { Browser, Page } from 'playwright-core';
import type { ClientEventInput } from '@maru/contracts/socket/events';
import type { Window } from './browser.js';
import { openForCalls } from './calls.js';
import { list } from './channel-list.js';
import { api, createPerson, createPlace, type Person, type Place } from './people.js';

type ChannelId = ClientEventInput<'voice:join'>['channelId'];

interface Room {
  people: Person[];
  place: Place;
  channelId: ChannelId;
  windows: Window[];
  pages: Page[];
}

export const createVoiceChannel = async (
  owner: Person,
  { serverId }: Place,
  { name, userLimit }: { name: string; userLimit?: number },
): Promise<ChannelId> => {
  const channel = await api<{ channelId: ChannelId }>(`/chat/v1/servers/${serverId}/channels`, {
    body: { name, type: 'voice', categoryId: null },
    token: owner.accessToken,
  });
  const path = `/chat/v1/channels/${channel.channelId}`;
  if (userLimit !== undefined)
    await api(path, { method: 'PATCH', body: { userLimit }, token: owner.accessToken });
  return channel.channelId;
};

/** Creates a server with the voice channel 공부방, and opens a page per person; the first one owns the server. */
export const openRoom = async (browser: Browser, names: string[]): Promise<Room> => {
  const people = await Promise.all(names.map(createPerson));
  const [owner, ...others] = people as [Person, ...Person[]];
  const place = await createPlace(owner, others);
  const channelId = await createVoiceChannel(owner, place, { name: '공부방' });
  const windows: Window[] = [];
  // One after the other: pages that load together keep each other waiting.
  for (const person of people) windows.push(await openForCalls(browser, person, { path: place.path }));
  return { people, place, channelId, windows, pages: windows.map(({ page }) => page) };
};

export const join = (page: Page, name = '공부방'): Promise<void> =>
  list(page)
    .getByRole('link', { name: new RegExp(name) })
    .click();
