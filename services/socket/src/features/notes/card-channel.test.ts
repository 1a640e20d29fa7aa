import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  everyoneRoleId,
  resolvePermissions,
  type ChannelRules,
  type Overwrite,
} from '@maru/contracts/permission-rules';
import { can, ordinaryPermissions, setOf } from '@maru/contracts/permissions';
import { channelId, roleId, serverId } from '@maru/contracts/primitives';
import { newId } from '@maru/service-kit/ids';
import fc from 'fast-check';
import { fullRules } from '../../testing/full-rules.js';
import { indexRules } from '../access/member-access.js';
import { cardChannelFor } from './card-channel.js';

const server = serverId.parse(newId());
const everyone = everyoneRoleId(server);
const roles = [roleId.parse(newId()), roleId.parse(newId())];
const people: string[] = [randomUUID(), randomUUID(), randomUUID()];
const [starter = ''] = people;
const view = setOf('viewChannel');

const aChannel = (type: ChannelRules['type'], overwrites: Overwrite[] = []): ChannelRules => ({
  channelId: channelId.parse(newId()),
  type,
  categoryId: null,
  isSynced: false,
  overwrites,
  slowModeSeconds: 0,
});

const hidden: Overwrite = { targetType: 'role', targetId: everyone, allow: 0, deny: view };
const shownTo = (targetId: string): Overwrite => ({ targetType: 'member', targetId, allow: view, deny: 0 });
const silent: Overwrite = { targetType: 'role', targetId: everyone, allow: 0, deny: setOf('sendMessages') };

const accessIn = (channels: ChannelRules[], userId = starter, roleIds: typeof roles = []) => {
  const rules = fullRules({
    serverId: server,
    ownerId: randomUUID(),
    verification: 'none',
    isRaidModeOn: false,
    roles: [
      { roleId: everyone, position: 0, permissions: ordinaryPermissions },
      ...roles.map((id, index) => ({ roleId: id, position: index + 1, permissions: 0 })),
    ],
    categories: [],
    channels,
  });
  const member = {
    userId,
    roleIds,
    joinedAt: '2026-01-01T00:00:00.000Z',
    timedOutUntil: null,
    isMuted: false,
    isDeafened: false,
  };
  return { ...indexRules(rules), member };
};

describe('the channel for a card', () => {
  const voice = aChannel('voice');

  it('is the oldest text channel', () => {
    const [old, young] = [aChannel('text'), aChannel('text')];
    const oldest = [old, young].map((each) => each.channelId).sort()[0];
    expect(cardChannelFor(accessIn([young, voice, old]), voice)).toBe(oldest);
  });

  it('is one in which the starter may write', () => {
    const [closed, open] = [aChannel('text', [silent]), aChannel('text')];
    const others = [aChannel('announcement'), aChannel('voice')];
    expect(cardChannelFor(accessIn([...others, closed, open, voice]), voice)).toBe(open.channelId);
    expect(cardChannelFor(accessIn([...others, closed, voice]), voice)).toBeUndefined();
  });

  it('of a hidden voice channel is hidden in the same way', () => {
    const secret = aChannel('voice', [hidden, shownTo(starter)]);
    const [open, wider, same] = [
      aChannel('text'),
      aChannel('text', [hidden, shownTo(starter), shownTo(randomUUID())]),
      aChannel('text', [shownTo(starter), hidden]),
    ];
    expect(cardChannelFor(accessIn([open, wider, secret]), secret)).toBeUndefined();
    expect(cardChannelFor(accessIn([open, wider, same, secret]), secret)).toBe(same.channelId);
  });

  it('has no reader who may not see the voice channel, whatever their roles are and become (property)', () => {
    const targets = [everyone, ...roles, ...people];
    const overwrite = fc.record({
      targetId: fc.constantFrom<string>(...targets),
      allow: fc.constantFrom(0, view),
      deny: fc.constantFrom(0, view),
    });
    const overwrites = fc
      .uniqueArray(overwrite, { maxLength: 3, selector: ({ targetId }) => targetId })
      .map((all) =>
        all.map((each): Overwrite => ({
          ...each,
          targetType: people.includes(each.targetId) ? 'member' : 'role',
        })),
      );
    fc.assert(
      fc.property(
        fc.tuple(overwrites, overwrites, overwrites),
        fc.subarray(roles),
        fc.constantFrom(...people),
        ([ofVoice, ofOne, ofOther], roleIds, reader) => {
          const place = aChannel('voice', ofVoice);
          const channels = [place, aChannel('text', ofOne), aChannel('text', ofOther)];
          const chosen = cardChannelFor(accessIn(channels, starter, roles), place);
          const channel = channels.find((each) => each.channelId === chosen);
          if (!channel) return true;
          const { rules, member } = accessIn(channels, reader, roleIds);
          const sees = (each: ChannelRules) =>
            can(resolvePermissions({ rules, member, channel: each }), 'viewChannel');
          return !sees(channel) || sees(place);
        },
      ),
      { numRuns: 500 },
    );
  });
});
