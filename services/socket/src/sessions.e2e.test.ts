import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Place } from './testing/communities.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

const [jimin, alice] = [randomUUID(), randomUUID()];
const nonce = () => randomUUID();

let harness: Harness;
let place: Place;
beforeAll(async () => {
  harness = await startHarness();
  place = harness.communities.create(jimin, alice);
});
afterAll(() => harness.stop());

const say = (client: Awaited<ReturnType<Harness['connect']>>, text: string) =>
  client.ask('message:send', { channelId: place.channelId, nonce: nonce(), body: { text } });

describe('the handshake', () => {
  it.each([
    ['no token', () => ({ token: '' }), 'UNAUTHENTICATED'],
    ['garbage', () => ({ token: 'garbage' }), 'TOKEN_INVALID'],
    [
      'an expired token',
      () => ({ token: harness.issuer.token({ userId: jimin, expiresInMs: -1_000 }) }),
      'TOKEN_EXPIRED',
    ],
  ])('refuses %s', async (_what, options, code) => {
    await expect(harness.connect(jimin, options())).rejects.toThrow(code);
  });

  it('refuses pages of other sites', async () => {
    await expect(harness.connect(jimin, { headers: { origin: 'https://evil.example' } })).rejects.toThrow(
      'refused',
    );
    const client = await harness.connect(jimin, { headers: { origin: 'http://localhost:8080' } });
    expect(client.socket.connected).toBe(true);
  });
});

describe('hostile input', () => {
  it.each([
    ['an unknown event', 'admin:everything', {}, 'NOT_FOUND'],
    ['a malformed payload', 'message:send', { channelId: 'x' }, 'VALIDATION_FAILED'],
    ['nothing at all', 'message:send', undefined, 'VALIDATION_FAILED'],
    [
      'a blank message',
      'message:send',
      () => ({ channelId: place.channelId, nonce: nonce(), body: { text: ' \n ' } }),
      'VALIDATION_FAILED',
    ],
  ])('%s is refused', async (_what, event, payload, code) => {
    const client = await harness.connect(jimin);
    const given = typeof payload === 'function' ? payload() : payload;
    const ack = (await client.socket.timeout(2_000).emitWithAck(event, given)) as {
      error?: { code: string };
    };
    expect(ack.error?.code).toBe(code);
  });

  it('an event without acknowledgement does no harm', async () => {
    const client = await harness.connect(jimin);
    client.socket.emit('message:send', { channelId: place.channelId });
    await expect(say(client, '아직 살아 있어요')).resolves.toBeDefined();
  });

  it('a payload that is too large closes the connection', async () => {
    const client = await harness.connect(jimin);
    client.socket.emit('message:send', 'x'.repeat(70_000), () => undefined);
    await client.closed();
  });
});

describe('sessions', () => {
  it('end at once on all their sockets when they are signed out, and their token is refused', async () => {
    const sessionId = randomUUID();
    const token = harness.issuer.token({ userId: jimin, sessionId });
    const [mine, other] = [await harness.connect(jimin, { token }), await harness.connect(jimin)];
    await say(mine, '곧 나가요');
    await harness.nodes[0]?.liveChanges.apply([
      {
        type: 'session.ended',
        userId: jimin,
        sessionId,
        endedAt: new Date().toISOString(),
        reason: 'password-changed',
      },
    ]);
    await expect(mine.pushed('session:ended')).resolves.toEqual({ reason: 'password-changed' });
    await mine.closed();
    expect(other.socket.connected).toBe(true);
    await expect(harness.connect(jimin, { token })).rejects.toThrow('SESSION_ENDED');
  });

  it('take a newer token of the same session only', async () => {
    const sessionId = randomUUID();
    const client = await harness.connect(jimin, { sessionId });
    const next = harness.issuer.token({ userId: jimin, sessionId, expiresInMs: 1_200_000 });
    const { expiresInMs } = await client.ask('auth:refresh', { token: next });
    expect(expiresInMs).toBeGreaterThan(600_000);
    await expect(
      client.ask('auth:refresh', { token: harness.issuer.token({ userId: jimin }) }),
    ).rejects.toThrow('TOKEN_INVALID');
    await expect(
      client.ask('auth:refresh', { token: harness.issuer.token({ userId: alice, sessionId }) }),
    ).rejects.toThrow('TOKEN_INVALID');
  });

  it('close the socket when the token ends and no newer one came', async () => {
    const token = harness.issuer.token({ userId: jimin, expiresInMs: 2_000 });
    const client = await harness.connect(jimin, { token });
    await client.closed();
    expect(client.pushes).toContainEqual({ event: 'session:ended', payload: { reason: 'token-expired' } });
  }, 15_000);
});
