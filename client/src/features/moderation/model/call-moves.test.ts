import { describe, expect, it } from '@jest/globals';
import type { Channel } from '@maru/contracts/http/chat/channels';
import type { Member } from '@maru/contracts/http/chat/members';
import { setOf, type Permission } from '@maru/contracts/permissions';
import { channelId, userId } from '@maru/contracts/primitives';
import type { VoiceMember } from '@maru/contracts/socket/voice';
import { aChannel, aServerDetail } from '@/testing/servers';
import { destinationsOf, movableFrom } from './call-moves';

const base = aServerDetail();
const { serverId } = base.server;
const someone = userId.parse('2c9e6679-7425-40de-944b-e07fc1f90ae7');
const guest: Member = { ...base.me, userId: someone };
const owner = userId.parse('3c9e6679-7425-40de-944b-e07fc1f90ae7');

const voice = (index: number, ...denied: Permission[]): Channel =>
  aChannel({
    channelId: channelId.parse(`01JD000000000000000000000${index}`),
    type: 'voice',
    isSynced: false,
    overwrites: [{ targetType: 'member', targetId: someone, allow: 0, deny: setOf(...denied) }],
  });
const here = voice(1);

const detailWith = (permissions: number, ...channels: Channel[]) => ({
  ...base,
  server: { ...base.server, ownerId: owner },
  me: { ...base.me, roleIds: [] },
  roles: base.roles
    .filter(({ roleId }) => roleId === (serverId as string))
    .map((role) => ({ ...role, permissions })),
  channels: [here, ...channels],
});
const mover = setOf('viewChannel', 'connect', 'moveMembers');
const rooms = new Map([[here.channelId as string, { members: [{ userId: someone } as VoiceMember] }]]);

describe('a member of a call', () => {
  it('can be moved and disconnected by a viewer with the permission', () => {
    expect(movableFrom(detailWith(mover), rooms, guest)).toBe(here);
  });

  it('can not by others, nor outside a call, nor by themselves', () => {
    expect(movableFrom(detailWith(setOf('viewChannel', 'connect')), rooms, guest)).toBeUndefined();
    expect(movableFrom(detailWith(mover), new Map(), guest)).toBeUndefined();
    const detail = detailWith(mover);
    expect(movableFrom({ ...detail, me: guest }, rooms, guest)).toBeUndefined();
  });

  it('can be moved to voice channels where both may be', () => {
    const [open, shut, text] = [voice(2), voice(3, 'connect'), { ...voice(4), type: 'text' as const }];
    expect(destinationsOf(detailWith(mover, open, shut, text), guest, here)).toEqual([open]);
  });
});
