import { randomUUID } from 'node:crypto';
import axios from 'axios';
import type { Message } from '@maru/contracts/socket/messages';
import { io } from 'socket.io-client';
import type { Stack } from '@maru/local-cloud/stack/start-stack';

/** A signed-in user with an open socket. */
export interface Guest {
  ask: (event: string, payload: object) => Promise<unknown>;
  onCreated: (listener: (texts: string[]) => void) => void;
  leave: () => void;
}

const password = 'maru-bench-1!';

const signUp = async (stack: Stack, index: number): Promise<string> => {
  const auth = `${stack.url}/user/v1/auth`;
  const email = `bench-${index}-${randomUUID().slice(0, 8)}@maru.test`;
  const consents = { terms: true, privacy: true, age14: true, marketing: false };
  const body = { email, password, nickname: `손님 ${index}`, locale: 'ko', consents };
  const { data } = await axios.post<{ signUpToken: string }>(`${auth}/sign-up`, body);
  const mails = await axios.get<{ html: string }[]>(`${stack.inboxUrl}/api/messages`, {
    params: { to: email },
  });
  const code = />\s*(\d{6})\s*</.exec(mails.data[0]?.html ?? '')?.[1];
  const confirmed = await axios.post<{ accessToken: string }>(`${auth}/confirm`, {
    email,
    signUpToken: data.signUpToken,
    code,
  });
  return confirmed.data.accessToken;
};

const connect = async (stack: Stack, token: string): Promise<Guest> => {
  const socket = io(stack.url, { transports: ['websocket'], auth: { token }, forceNew: true });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return {
    ask: async (event, payload) => {
      const ack = (await socket.timeout(30_000).emitWithAck(event, payload)) as {
        data?: unknown;
        error?: { code: string };
      };
      if (ack.error) throw new Error(ack.error.code);
      return ack.data;
    },
    onCreated: (listener) => {
      socket.on('message:created', ({ messages }: { messages: Message[] }) =>
        listener(messages.map(({ body }) => body.text)),
      );
    },
    leave: () => void socket.close(),
  };
};

interface Place {
  serverId: string;
  channelId: string;
}

const as = (token: string) => ({
  headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
});

/** Creates a server for the user and returns it with its text channel. */
export const createPlace = async (stack: Stack, token: string): Promise<Place> => {
  const { data } = await axios.post<{
    server: { serverId: string };
    channels: { channelId: string; type: string }[];
  }>(`${stack.url}/chat/v1/servers`, { name: '벤치', locale: 'ko' }, as(token));
  const channelId = data.channels.find((channel) => channel.type === 'text')?.channelId ?? '';
  return { serverId: data.server.serverId, channelId };
};

/** Returns members of one server, each with a socket; the first owns it. */
export const createGuests = async (
  stack: Stack,
  count: number,
): Promise<{ guests: Guest[]; channelId: string; ownerToken: string }> => {
  const tokens: string[] = [];
  for (let index = 0; index < count; index += 1) tokens.push(await signUp(stack, index));
  const [ownerToken = '', ...others] = tokens;
  const { serverId, channelId } = await createPlace(stack, ownerToken);
  const chat = `${stack.url}/chat/v1`;
  const invite = await axios.post<{ code: string }>(
    `${chat}/servers/${serverId}/invites`,
    {},
    as(ownerToken),
  );
  for (const token of others) await axios.post(`${chat}/invites/${invite.data.code}/accept`, {}, as(token));
  return { guests: await Promise.all(tokens.map((token) => connect(stack, token))), channelId, ownerToken };
};
