import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeviceSession, SecurityEvent } from '@maru/contracts/http/user/account';
import type { Session } from '@maru/contracts/http/user/auth';
import { until } from '@maru/service-kit/testing/until';
import { password, startHarness, type Harness } from './testing/user-harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

const signIn = (email: string, userAgent = 'test') =>
  harness.auth<{ session: Session }>('sign-in', {
    body: { email, password, locale: 'ko' },
    headers: { 'user-agent': userAgent },
  });
const refresh = (cookie: string | undefined, headers?: Record<string, string>) =>
  harness.auth<Session & { error: { code: string } }>('refresh', { cookie, headers });
const listSessions = async (token: string) =>
  (await harness.call<{ sessions: DeviceSession[] }>('GET', '/user/v1/me/sessions', { token })).body.sessions;
const eventsOf = async (token: string) =>
  (await harness.call<{ events: SecurityEvent[] }>('GET', '/user/v1/me/security-events', { token })).body
    .events;
const sessionIdOf = (token: string): string =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).origin_jti;
const isEnded = (sessionId: string, reason?: string) => () =>
  harness.delivered.some(
    (event) =>
      event.type === 'session.ended' &&
      event.sessionId === sessionId &&
      (reason === undefined || event.reason === reason),
  );
const ended = (reason: string) => ({ body: { error: { code: 'SESSION_ENDED', fields: { reason } } } });

describe('devices', () => {
  it('are listed with recognisable details, the last seen first', async () => {
    const { email, session } = await harness.signUp();
    await signIn(email, phone);
    const sessions = await listSessions(session.accessToken);
    expect(sessions).toMatchObject([
      { device: { browser: 'Safari', system: 'iOS', kind: 'phone' }, isCurrent: false },
      { isCurrent: true },
    ]);
  });

  it('are signed out one by one, with immediate effect on sockets', async () => {
    const { email, session } = await harness.signUp();
    const other = await signIn(email);
    const otherId = sessionIdOf(other.body.session.accessToken);
    const end = (id: string) =>
      harness.call('DELETE', `/user/v1/me/sessions/${id}`, { token: session.accessToken });
    await expect(end(otherId)).resolves.toMatchObject({ status: 204 });
    await expect(refresh(other.cookie)).resolves.toMatchObject(ended('signed-out-elsewhere'));
    await until(isEnded(otherId, 'signed-out-elsewhere'));
    await expect(end(otherId)).resolves.toMatchObject({ status: 404 });
    expect(await listSessions(session.accessToken)).toHaveLength(1);
  });

  it('of another user are out of reach', async () => {
    const [mine, theirs] = [await harness.signUp(), await harness.signUp()];
    const path = `/user/v1/me/sessions/${sessionIdOf(theirs.session.accessToken)}`;
    const answer = await harness.call('DELETE', path, { token: mine.session.accessToken });
    expect(answer.status).toBe(404);
    await expect(refresh(theirs.cookie)).resolves.toMatchObject({ status: 200 });
  });

  it('are all signed out except this one', async () => {
    const { email, session, cookie } = await harness.signUp();
    const others = [await signIn(email), await signIn(email, phone)];
    await harness.call('DELETE', '/user/v1/me/sessions', { token: session.accessToken });
    for (const each of others) {
      await expect(refresh(each.cookie)).resolves.toMatchObject({ status: 401 });
      await until(isEnded(sessionIdOf(each.body.session.accessToken)));
    }
    await expect(refresh(cookie)).resolves.toMatchObject({ status: 200 });
  });
});

describe('refreshing', () => {
  it('in ten tabs at once signs no tab out', async () => {
    const { cookie } = await harness.signUp();
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(cookie)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    for (const { cookie: next } of answers)
      await expect(refresh(next)).resolves.toMatchObject({ status: 200 });
  });

  it('with a copied, outdated cookie ends the session for thief and owner, who gets a mail', async () => {
    const { email, cookie: stolen, session } = await harness.signUp();
    const sessionId = sessionIdOf(session.accessToken);
    const { cookie: current } = await refresh(stolen);
    await harness.prisma.session.update({
      where: { sessionId },
      data: { rotatedAt: new Date(Date.now() - 61_000) },
    });
    await expect(refresh(stolen)).resolves.toMatchObject(ended('sign-in-copied'));
    await expect(refresh(current)).resolves.toMatchObject(ended('sign-in-copied'));
    await until(isEnded(sessionId, 'sign-in-copied'));
    await until(async () => (await harness.mailsTo(email))[0]?.subject.includes('복사된 것 같아') ?? false);
    const back = await signIn(email);
    const types = (await eventsOf(back.body.session.accessToken)).map(({ type }) => type);
    expect(types).toContain('refresh-token-replayed');
  });

  it('with a cookie two generations old ends the session at once', async () => {
    const { cookie: first } = await harness.signUp();
    const { cookie: second } = await refresh(first);
    await refresh(second);
    await expect(refresh(first)).resolves.toMatchObject({ status: 401 });
  });

  it('is refused to other sites and to tampered cookies', async () => {
    const { cookie } = await harness.signUp();
    await expect(refresh(cookie, { origin: 'https://evil.example' })).resolves.toMatchObject({ status: 403 });
    const [userId, sessionId, generation, ...rest] = cookie.replace('maru_refresh=', '').split('~');
    expect(rest.length).toBe(2);
    const changed = ['maru_refresh=', [userId, sessionId, Number(generation) + 1, ...rest].join('~')].join(
      '',
    );
    await expect(refresh('maru_refresh=')).resolves.toMatchObject(ended('expired'));
    await expect(refresh(changed)).resolves.toMatchObject({ body: { error: { code: 'SESSION_ENDED' } } });
    await expect(refresh(cookie)).resolves.toMatchObject({ status: 200 });
  });

  it("keeps the session while Cognito doesn't answer", async () => {
    const { cookie } = await harness.signUp();
    const real = harness.cognito.refresh.bind(harness.cognito);
    harness.cognito.refresh = async () => {
      throw Object.assign(new Error('down'), { name: 'TimeoutError' });
    };
    await expect(refresh(cookie)).resolves.toMatchObject({ status: 503 });
    harness.cognito.refresh = real;
    await expect(refresh(cookie)).resolves.toMatchObject({ status: 200 });
  });
});

describe('security events', () => {
  it('are listed page by page for their owner only', async () => {
    const { email, session } = await harness.signUp();
    for (let n = 0; n < 22; n += 1) await signIn(email);
    const get = (cursor = '') =>
      harness.call<{ events: SecurityEvent[]; nextCursor: string | null }>(
        'GET',
        `/user/v1/me/security-events${cursor && `?cursor=${cursor}`}`,
        { token: session.accessToken },
      );
    const first = (await get()).body;
    const second = (await get(first.nextCursor ?? '')).body;
    expect([first.events.length, second.events.length, second.nextCursor]).toEqual([20, 3, null]);
    expect(new Set([...first.events, ...second.events].map(({ id }) => id)).size).toBe(23);
    const stranger = await harness.signUp();
    expect(await eventsOf(stranger.session.accessToken)).toHaveLength(1);
  });
});
