import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IceAccess } from '@maru/contracts/socket/voice';
import { newId } from '@maru/service-kit/ids';
import { quiet } from './testing/call-steps.js';
import { startHarness, type Harness } from './testing/socket-harness.js';

const { TEST_TURN_PORT: port, TEST_TURN_SECRET: turnSecret } = process.env;

/** Sends two messages to itself through the real coturn; returns the program's last words. */
const relay = async (ice: IceAccess): Promise<string> => {
  const { username = '', credential = '' } = ice.servers.find((server) => server.credential) ?? {};
  const args = ['-y', '-n', '2', '-m', '1', '-u', username, '-w', credential, '-p', `${port}`, '127.0.0.1'];
  const { stdout } = await promisify(execFile)('turnutils_uclient', args).catch(
    (error: { stdout: string }) => error,
  );
  return stdout;
};

// Absent where coturn can't be installed.
const describeWithCoturn = port ? describe : describe.skip;

describeWithCoturn('the relay of a call', () => {
  let harness: Harness;
  beforeAll(async () => {
    const turnUrls = [`turn:127.0.0.1:${port}?transport=udp`];
    const stunUrls = [`stun:127.0.0.1:${port}`];
    harness = await startHarness({ voice: { ice: { stunUrls, turnUrls, turnSecret, turnTtlSeconds: 60 } } });
  });
  afterAll(() => harness.stop());

  const aJoin = async () => {
    const userId = randomUUID();
    const { voiceId: channelId } = harness.communities.create(userId);
    const client = await harness.connect(userId);
    const sessionId = newId();
    const { ice } = await client.ask('voice:join', { channelId, sessionId, marks: quiet });
    return { client, userId, channelId, sessionId, ice };
  };

  it('takes the credential of a join, and a later one', async () => {
    const { client, channelId, sessionId, ice } = await aJoin();
    expect(ice).toMatchObject({ hasRelay: true, expiresInMs: 60_000 });
    const later = await client.ask('voice:ice', { channelId, sessionId });
    const words = await Promise.all([relay(ice), relay(later.ice)]);
    for (const each of words) expect(each).toMatch(/Total lost packets 0 /);
  }, 20_000);

  it('refuses a credential whose name was changed', async () => {
    const { ice } = await aJoin();
    const servers = ice.servers.map((server) => ({ ...server, username: `9${server.username ?? ''}` }));
    expect(await relay({ ...ice, servers })).toMatch(/Cannot complete Allocation/);
  }, 20_000);

  it('knows all credentials of a person by one name, which is not their id', async () => {
    const { client, userId, channelId, sessionId, ice } = await aJoin();
    const later = await client.ask('voice:ice', { channelId, sessionId });
    const names = [ice, later.ice, (await aJoin()).ice].map(
      ({ servers }) => servers.flatMap(({ username }) => username?.split(':')[1] ?? [])[0],
    );
    expect(new Set(names).size).toBe(2);
    expect(names[0]).toBe(names[1]);
    expect(JSON.stringify(ice)).not.toContain(userId);
  });
});
