import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FullServerRules } from '@maru/contracts/internal/access';
import { everyoneRoleId, type ServerRules } from '@maru/contracts/permission-rules';
import { can, ordinaryPermissions } from '@maru/contracts/permissions';
import { channelId, serverId, type ChannelId, type ServerId } from '@maru/contracts/primitives';
import { noteIdFrom } from '@maru/contracts/socket/notes';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import { fullRules } from '../../testing/full-rules.js';
import { AccessCache } from './access-cache.js';

const [jimin, stranger] = [randomUUID(), randomUUID()];
const channelsPerServer = 3;

const aChannel = (id: string): ServerRules['channels'][number] => ({
  channelId: channelId.parse(id),
  type: 'text',
  categoryId: null,
  isSynced: true,
  overwrites: [],
  slowModeSeconds: 0,
});

const aServer = (): ServerRules => {
  const id = serverId.parse(newId());
  return {
    serverId: id,
    ownerId: randomUUID(),
    verification: 'none',
    isRaidModeOn: false,
    roles: [{ roleId: everyoneRoleId(id), position: 0, permissions: ordinaryPermissions }],
    categories: [],
    channels: Array.from({ length: channelsPerServer }, () => aChannel(newId())),
  };
};

/** A chat service with 50 servers that Jimin is in. It records its requests and each server whose rules are read. */
class Chat {
  readonly servers = Array.from({ length: 50 }, aServer);
  readonly rulesRead = new Set<ServerId>();
  readonly fetched: ServerId[][] = [];
  isDown = false;
  /** Answers wait for it. */
  gate: Promise<void> | undefined;

  fetchMemberships = async (userId: string) =>
    userId === stranger
      ? []
      : this.servers.map((server) => ({
          serverId: server.serverId,
          roleIds: [],
          joinedAt: '2026-01-01T00:00:00.000Z',
          timedOutUntil: null,
          isMuted: false,
          isDeafened: false,
        }));
  fetchMembershipsOf = async () => [];
  fetchContentRules = async () => [];
  fetchRules = async (serverIds: ServerId[]): Promise<FullServerRules[]> => {
    this.fetched.push(serverIds);
    await this.gate;
    if (this.isDown) throw new AppError('UNAVAILABLE');
    return this.servers
      .filter((server) => serverIds.includes(server.serverId))
      .map((server) => this.watched(fullRules(server)));
  };

  private watched(rules: FullServerRules): FullServerRules {
    return new Proxy(rules, {
      get: (target, key: keyof FullServerRules) => {
        this.rulesRead.add(target.serverId);
        return target[key];
      },
    });
  }
}

let chat: Chat;
let access: AccessCache;
let [here, there]: ServerRules[] = [];
beforeEach(async () => {
  chat = new Chat();
  access = new AccessCache(chat);
  await access.accessByServer(jimin);
  await access.accessByServer(stranger);
  [here, there] = chat.servers;
  forgetCounts();
});

const forgetCounts = () => {
  chat.rulesRead.clear();
  chat.fetched.length = 0;
};
const idOf = (server: ServerRules | undefined, index = 0): ChannelId => {
  const channel = server?.channels[index];
  if (!server || !channel) throw new Error('no such channel');
  return channel.channelId;
};
const serverIdOf = (server: ServerRules | undefined): ServerId => {
  if (!server) throw new Error('no such server');
  return server.serverId;
};
/** Holds back the answers of the chat service until the returned function is called. */
const shutGate = (): (() => void) => {
  let open: () => void = () => undefined;
  chat.gate = new Promise((resolve) => (open = resolve));
  return () => open();
};
const ask = (id: ChannelId, userId = jimin) => access.requireConversation(userId, id, 'sendMessages');

describe('the lookup of a conversation', () => {
  it('reads the rules of its own server only, however many servers the member is in', async () => {
    await expect(ask(idOf(there))).resolves.toMatchObject({
      scope: 'server',
      serverId: serverIdOf(there),
      channelId: idOf(there),
      permissions: ordinaryPermissions,
    });
    expect([...chat.rulesRead]).toEqual([serverIdOf(there)]);
    expect(chat.fetched).toEqual([]);
  });

  it('that does not exist reads and fetches no rules', async () => {
    await expect(ask(channelId.parse(newId()))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect([...chat.rulesRead]).toEqual([]);
    expect(chat.fetched).toEqual([]);
  });

  it('of a server that the person is not in finds nothing and fetches nothing', async () => {
    access.forgetServer(serverIdOf(there));
    await expect(ask(idOf(here), stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(ask(idOf(there), stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(chat.fetched).toEqual([]);
  });

  it('refuses a permission that the member lacks', async () => {
    await expect(access.requireConversation(jimin, idOf(here), 'manageMessages')).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('forgetting a server', () => {
  it('drops its conversations and those of no other server', async () => {
    access.forgetServer(serverIdOf(here));
    for (const server of chat.servers.slice(1))
      for (let index = 0; index < channelsPerServer; index += 1) await ask(idOf(server, index));
    expect(chat.fetched).toEqual([]);
    await ask(idOf(here, 2));
    expect(chat.fetched).toEqual([[serverIdOf(here)]]);
  });

  it('ends access to a channel that is deleted and opens one that is new', async () => {
    const [deleted, added] = [idOf(here), newId()];
    chat.servers[0] = { ...aServer(), ...here, channels: [aChannel(added)] };
    await expect(ask(deleted)).resolves.toHaveProperty('channelId', deleted);
    access.forgetServer(serverIdOf(here));
    await expect(ask(deleted)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(ask(channelId.parse(added))).resolves.toHaveProperty('channelId', added);
  });

  it('while the chat service is down makes its conversations unavailable and leaves the others open', async () => {
    access.forgetServer(serverIdOf(here));
    chat.isDown = true;
    await expect(ask(idOf(here))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(ask(idOf(there))).resolves.toHaveProperty('channelId', idOf(there));
  });

  it('during a search finds the conversation with the rules of the next fetch', async () => {
    const open = shutGate();
    access.forgetServer(serverIdOf(here));
    const found = ask(idOf(here));
    while (chat.fetched.length === 0) await Promise.resolve();
    access.forgetServer(serverIdOf(here));
    open();
    await expect(found).resolves.toHaveProperty('channelId', idOf(here));
    expect(chat.fetched).toEqual([[serverIdOf(here)], [serverIdOf(here)]]);
  });

  it('during a fetch keeps the outdated answer out of the index', async () => {
    const open = shutGate();
    access.forgetServer(serverIdOf(here));
    const outdated = access.accessByServer(jimin);
    while (chat.fetched.length === 0) await Promise.resolve();
    access.forgetServer(serverIdOf(here));
    open();
    await outdated;
    forgetCounts();
    await ask(idOf(here));
    expect(chat.fetched).toEqual([[serverIdOf(here)]]);
  });
});

describe('a note', () => {
  /** Counts how often the store is asked for homes of notes. */
  const withNotes = () => {
    let [asked, now] = [0, 0];
    const chat = new Chat();
    const [server] = chat.servers;
    const channel = server?.channels[0]?.channelId;
    if (!server || !channel) throw new Error('no server');
    const noteId = noteIdFrom(newId());
    const homes = new Map([
      [noteId, { scope: 'note' as const, serverId: server.serverId, voiceChannelId: channel }],
    ]);
    const access = new AccessCache(chat, {
      now: () => now,
      findNoteHome: async (id) => {
        asked += 1;
        return homes.get(id);
      },
    });
    return { chat, access, noteId, homes, asked: () => asked, pass: (ms: number) => void (now += ms) };
  };

  it('has the home of its voice channel, and permissions to write lines but none to join a call', async () => {
    const { access, noteId } = withNotes();
    const found = await access.findConversation(jimin, noteId);
    expect(found).toMatchObject({ scope: 'note', channelId: noteId, slowModeSeconds: 0 });
    const { permissions = 0 } = found ?? {};
    expect(can(permissions, 'sendMessages')).toBe(true);
    expect(can(permissions, 'connect')).toBe(false);
  });

  it('makes this node read no rules for a stranger', async () => {
    const { access, chat, noteId } = withNotes();
    await expect(access.findConversation(stranger, noteId)).resolves.toBeUndefined();
    expect(chat.rulesRead.size).toBe(0);
    expect(chat.fetched).toEqual([]);
  });

  it('is looked up once in a while, whether it exists or not, and again once it is forgotten', async () => {
    const { access, noteId, homes, asked, pass } = withNotes();
    const unknown = noteIdFrom(newId());
    for (let n = 0; n < 5; n += 1) {
      await access.findConversation(jimin, noteId);
      await access.findConversation(jimin, unknown);
    }
    expect(asked()).toBe(2);
    homes.delete(noteId);
    access.forgetNote(noteId);
    await expect(access.findConversation(jimin, noteId)).resolves.toBeUndefined();
    expect(asked()).toBe(3);
    pass(60_000);
    await access.findConversation(jimin, unknown);
    expect(asked()).toBe(4);
  });

  it('with the id of a channel is not looked up', async () => {
    const { access, asked } = withNotes();
    await access.findConversation(jimin, channelId.parse(newId()));
    expect(asked()).toBe(0);
  });
});
