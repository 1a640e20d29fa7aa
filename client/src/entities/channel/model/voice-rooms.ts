import type { VoiceRoom } from '@maru/contracts/socket/voice';

/** The calls of a server's voice channels, by channel id. */
export type VoiceRooms = ReadonlyMap<string, VoiceRoom>;

/** Puts a room into the map unless a newer one is there. Empty rooms stay, so that an older push can't fill them again. */
export const withRoom = (rooms: VoiceRooms, room: VoiceRoom): VoiceRooms => {
  const known = rooms.get(room.channelId);
  return known && known.version >= room.version ? rooms : new Map(rooms).set(room.channelId, room);
};

/**
 * Replaces the map by a list from the server. Rooms that were pushed since the list was requested may be newer; known empty rooms stay as
 * above.
 */
export const withList = (rooms: VoiceRooms, pushed: VoiceRooms, list: readonly VoiceRoom[]): VoiceRooms => {
  const empty = [...rooms.values()].filter(({ members }) => members.length === 0);
  return [...empty, ...pushed.values(), ...list].reduce<VoiceRooms>(withRoom, new Map<string, VoiceRoom>());
};
