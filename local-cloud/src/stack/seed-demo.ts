import { randomUUID } from 'node:crypto';
import { demoConversations } from './demo-conversation.js';
import { writeHistory, type MessageTables } from './demo-history.js';

/** Data about the demo for the startup summary. */
export const demoPassword = 'maru-demo-1!';
export const demoPeople = [
  {
    nickname: '지민',
    email: 'jimin@maru.test',
    locale: 'ko',
    tag: 'jimin',
    tagline: '오늘도 마루에 앉아 있어요',
  },
  { nickname: 'Alice', email: 'alice@maru.test', locale: 'en', tag: 'alice', tagline: 'Coffee first' },
] as const;

type Person = (typeof demoPeople)[number];

interface DemoOptions {
  origin: string;
  inboxUrl: string;
  tables: MessageTables;
}

// The contracts define the replies; only these fields matter here.
const call = async <T>(
  url: string,
  init: { method?: string; body?: unknown; token?: string } = {},
): Promise<T> => {
  const response = await fetch(url, {
    method: init.method ?? 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(init.token ? { authorization: `Bearer ${init.token}` } : {}),
    },
    body: init.body === undefined ? undefined : JSON.stringify(init.body),
  });
  const reply: unknown = response.status === 204 ? undefined : await response.json();
  if (!response.ok)
    throw Object.assign(new Error(`${url}: ${JSON.stringify(reply)}`), { status: response.status });
  return reply as T;
};

const codeFor = async (inboxUrl: string, email: string): Promise<string> => {
  const mails = await call<{ html: string }[]>(`${inboxUrl}/api/messages?to=${encodeURIComponent(email)}`, {
    method: 'GET',
  });
  return />\s*(\d{6})\s*</.exec(mails[0]?.html ?? '')?.[1] ?? '';
};

/** Returns the user's access token; signs them up the first time. */
const tokenOf = async (person: Person, { origin, inboxUrl }: DemoOptions): Promise<string> => {
  const auth = `${origin}/user/v1/auth`;
  const { email, nickname, locale } = person;
  const signIn = () =>
    call<{ session: { accessToken: string } }>(`${auth}/sign-in`, {
      body: { email, password: demoPassword, locale },
    });
  try {
    return (await signIn()).session.accessToken;
  } catch {
    const consents = { terms: true, privacy: true, age14: true, marketing: false };
    const body = { email, password: demoPassword, nickname, locale, consents };
    const { signUpToken } = await call<{ signUpToken: string }>(`${auth}/sign-up`, { body });
    const code = await codeFor(inboxUrl, email);
    const session = await call<{ accessToken: string }>(`${auth}/confirm`, {
      body: { email, signUpToken, code },
    });
    return session.accessToken;
  }
};

const showProfile = ({ tag, tagline }: Person, token: string, { origin }: DemoOptions) =>
  call(`${origin}/user/v1/me/profile`, { method: 'PATCH', body: { tag, tagline }, token });

interface DemoServer {
  server: { serverId: string; systemChannelId: string | null };
  categories: { categoryId: string }[];
  channels: { channelId: string; type: string }[];
}

const userIdOf = async (token: string, { origin }: DemoOptions): Promise<string> =>
  (await call<{ userId: string }>(`${origin}/user/v1/me`, { method: 'GET', token })).userId;

/** Creates a server with two text channels and its owner as the only member. */
const createServer = async (
  chat: string,
  token: string,
): Promise<{ created: DemoServer; channels: string[] }> => {
  const created = await call<DemoServer>(`${chat}/servers`, {
    body: { name: '마루 마을', locale: 'ko' },
    token,
  });
  const { serverId } = created.server;
  const books = await call<{ channelId: string }>(`${chat}/servers/${serverId}/channels`, {
    body: { name: '책-이야기', type: 'text', categoryId: created.categories[0]?.categoryId ?? null },
    token,
  });
  const first = created.channels.find(({ type }) => type === 'text');
  return { created, channels: [...(first ? [first.channelId] : []), books.channelId] };
};

/**
 * Seeds two users who share a server and have talked there for days. All but the messages is created through the public APIs; a
 * repeat changes nothing.
 */
export const seedDemo = async (options: DemoOptions): Promise<void> => {
  const [jimin, alice] = demoPeople;
  const [ownerToken, guestToken] = [await tokenOf(jimin, options), await tokenOf(alice, options)];
  const chat = `${options.origin}/chat/v1`;
  const { servers } = await call<{ servers: unknown[] }>(`${chat}/servers`, {
    method: 'GET',
    token: ownerToken,
  });
  if (servers.length > 0) return;
  await showProfile(jimin, ownerToken, options);
  await showProfile(alice, guestToken, options);
  const authors = {
    jimin: await userIdOf(ownerToken, options),
    alice: await userIdOf(guestToken, options),
  };
  const { created, channels } = await createServer(chat, ownerToken);
  // Before the guest joins, so that their read pointer starts at the end of the conversation.
  await writeHistory(
    options.tables,
    channels.map((channelId, index) => ({ channelId, authors, lines: demoConversations[index] ?? [] })),
  );
  const { serverId, systemChannelId } = created.server;
  const announceIn = (id: string | null) =>
    call(`${chat}/servers/${serverId}`, {
      method: 'PATCH',
      body: { systemChannelId: id },
      token: ownerToken,
    });
  // The conversation already mentions that the guest joined.
  await announceIn(null);
  const { code } = await call<{ code: string }>(`${chat}/servers/${serverId}/invites`, { token: ownerToken });
  await call(`${chat}/invites/${code}/accept`, { token: guestToken });
  await announceIn(systemChannelId);
};
