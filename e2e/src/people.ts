import { randomUUID } from 'node:crypto';
import type { BrowserState } from './browser.js';

/** Accounts and servers created through the API, for stories about something else. */
export const password = 'maru-e2e-1!';

export interface Person {
  nickname: string;
  email: string;
  accessToken: string;
}

/** Returns the user id in an access token. */
export const userIdOf = ({ accessToken }: Person): string => {
  const claims = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString();
  return (JSON.parse(claims) as { sub: string }).sub;
};

export const origin = (): string => process.env.E2E_URL ?? '';

interface CallOptions {
  method?: string;
  body?: unknown;
  token?: string;
}

// The contracts define the replies; stories use only a few fields.
export const api = async <T>(
  path: string,
  { method = 'POST', body, token }: CallOptions = {},
): Promise<T> => {
  const response = await fetch(origin() + path, {
    method,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return (text ? JSON.parse(text) : undefined) as T;
};

/** The browser state of a device on which the person has just signed in. */
export const signedInState = async ({ email }: Person): Promise<BrowserState> => {
  const response = await fetch(`${origin()}/user/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password, locale: 'ko' }),
  });
  const value = response.headers
    .getSetCookie()
    .map((cookie) => /^maru_refresh=([^;]+)/.exec(cookie)?.[1])
    .find(Boolean);
  if (!value) throw new Error(`${email} is not signed in: ${response.status} ${await response.text()}`);
  const cookie = {
    name: 'maru_refresh',
    value,
    domain: new URL(origin()).hostname,
    path: '/user/v1/auth',
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: 'Strict' as const,
  };
  // The client asks for a session only where it remembers one.
  return { cookies: [cookie], localStorage: { 'maru.has-session': '1' } };
};

export const newEmail = (): string => `${randomUUID().slice(0, 13)}@maru.test`;

interface Mail {
  subject: string;
  html: string;
}

/** Returns the mails to an address, newest first. */
export const mailsTo = async (email: string): Promise<Mail[]> => {
  const response = await fetch(`${process.env.E2E_INBOX_URL}/api/messages?to=${encodeURIComponent(email)}`);
  return (await response.json()) as Mail[];
};

/** Returns the code of the newest mail to this address, optionally of the newest with a matching subject. */
export const codeFor = async (email: string, about = ''): Promise<string> => {
  const mails = await mailsTo(email);
  const mail = mails.find(({ subject }) => subject.includes(about));
  const code = />\s*(\d{6})\s*</.exec(mail?.html ?? '')?.[1];
  if (!code) throw new Error(`no code was mailed to ${email}`);
  return code;
};

export const createPerson = async (nickname: string): Promise<Person> => {
  const email = newEmail();
  const consents = { terms: true, privacy: true, age14: true, marketing: false };
  const body = { email, password, nickname, locale: 'ko', consents };
  const { signUpToken } = await api<{ signUpToken: string }>('/user/v1/auth/sign-up', { body });
  const confirmation = { email, signUpToken, code: await codeFor(email) };
  const { accessToken } = await api<{ accessToken: string }>('/user/v1/auth/confirm', { body: confirmation });
  return { nickname, email, accessToken };
};

export interface Place {
  serverId: string;
  channelId: string;
  path: string;
  inviteCode: string;
}

/** Creates a server of `owner` with everyone else as members, and returns it with its text channel. */
export const createPlace = async (
  owner: Person,
  others: Person[],
  named: string | { name: string; locale: 'ko' | 'en' } = '마루 마을',
): Promise<Place> => {
  const body = typeof named === 'string' ? { name: named, locale: 'ko' } : named;
  const token = owner.accessToken;
  const detail = await api<{ server: { serverId: string }; channels: { channelId: string; type: string }[] }>(
    '/chat/v1/servers',
    { body, token },
  );
  const { serverId } = detail.server;
  const channelId = detail.channels.find((channel) => channel.type === 'text')?.channelId ?? '';
  const { code } = await api<{ code: string }>(`/chat/v1/servers/${serverId}/invites`, { token });
  for (const other of others) await api(`/chat/v1/invites/${code}/accept`, { token: other.accessToken });
  return { serverId, channelId, path: `/servers/${serverId}/${channelId}`, inviteCode: code };
};
