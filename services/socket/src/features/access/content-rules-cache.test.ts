import { describe, expect, it } from '@jest/globals';
import { contentRule, type ContentRule } from '@maru/contracts/http/chat/content-rules';
import { limits } from '@maru/contracts/limits';
import { serverId as serverIdSchema, type ServerId } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { newId } from '@maru/service-kit/ids';
import { AccessCache } from './access-cache.js';
import { bounds } from '../../config/bounds.js';
import { ContentRulesCache } from './content-rules-cache.js';

const aRule = (serverId: ServerId, words: string[]): ContentRule =>
  contentRule.parse({
    contentRuleId: newId(),
    serverId,
    name: '욕설',
    isEnabled: true,
    trigger: { kind: 'words', words },
    action: 'block',
    timeoutSeconds: 600,
    exemptRoleIds: [],
    exemptChannelIds: [],
  });
const aServer = () => serverIdSchema.parse(newId());
const options = { ttlMs: 60_000, staleMs: 300_000 };

/** As many nodes as the rules of one server may have: words of blanks between letters share nothing. */
const worstWords = (): string[] =>
  Array.from({ length: limits.blockedLettersPerServer / 60 }, (_, index) =>
    `${String.fromCharCode(0x4e00 + index)}${'a시ㄹ'.repeat(19)}나다`.slice(0, 60),
  );

describe('ContentRulesCache', () => {
  it('has the rules when the chat service goes down after a channel was opened', async () => {
    const serverId = aServer();
    let isDown = false;
    const cache = new ContentRulesCache(async () => {
      if (isDown) throw new AppError('UNAVAILABLE');
      return [aRule(serverId, ['바보'])];
    }, options);
    cache.prepare(serverId);
    isDown = true;
    expect((await cache.of(serverId)).rules).toHaveLength(1);
  });

  it('compiles expired rules again only when they have changed', async () => {
    const clock = { now: 0 };
    const serverId = aServer();
    let rules = [aRule(serverId, ['바보'])];
    const cache = new ContentRulesCache(async () => rules, { ...options, now: () => clock.now });
    const first = await cache.of(serverId);
    clock.now = 60_001;
    expect(await cache.of(serverId)).toBe(first);
    clock.now = 130_000;
    rules = [aRule(serverId, ['바보', '멍청이'])];
    expect(await cache.of(serverId)).not.toBe(first);
  });

  it('keeps the largest rules of one server below 5 MB, and those of all servers within its bound', async () => {
    const words = worstWords();
    const cache = new ContentRulesCache(async (serverId) => [aRule(serverId, words)], options);
    const servers = Array.from({ length: 60 }, aServer);
    const [first] = servers;
    let total = 0;
    for (const serverId of servers) {
      const { bytes } = await cache.of(serverId);
      expect(bytes).toBeLessThan(5 * 1024 * 1024);
      total += bytes;
    }
    expect(total).toBeGreaterThan(bounds.contentRuleBytes);
    expect(cache.bytes).toBeLessThanOrEqual(bounds.contentRuleBytes);
    expect(first && cache.has(first)).toBe(false);
  });
});

it('neither a connection nor a change of other rules fetches or compiles content rules', async () => {
  const serverId = aServer();
  let fetched = 0;
  const access = new AccessCache({
    fetchMemberships: async () => [
      {
        serverId,
        roleIds: [],
        joinedAt: '2026-01-01T00:00:00.000Z',
        timedOutUntil: null,
        isMuted: false,
        isDeafened: false,
      },
    ],
    fetchMembershipsOf: async () => [],
    fetchRules: async () => [
      {
        serverId,
        ownerId: 'owner',
        verification: 'none',
        isRaidModeOn: false,
        roles: [],
        categories: [],
        channels: [],
      },
    ],
    fetchContentRules: async () => {
      fetched += 1;
      return [aRule(serverId, ['바보'])];
    },
  });
  await access.accessByServer('someone');
  expect(fetched).toBe(0);
  const compiled = await access.contentRulesOf({ scope: 'server', serverId });
  access.forgetServer(serverId);
  await access.accessByServer('someone');
  expect(await access.contentRulesOf({ scope: 'server', serverId })).toBe(compiled);
  expect(fetched).toBe(1);
  access.forgetContentRules(serverId);
  await access.contentRulesOf({ scope: 'server', serverId });
  expect(fetched).toBe(2);
});
