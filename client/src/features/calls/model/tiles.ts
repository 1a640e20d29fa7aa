import type { CallSnapshot, Remote } from './call.js';

/** A person, or the screen that they share. */
export interface Tile {
  id: string;
  kind: 'person' | 'screen';
  userId: string;
  /** Undefined: the viewer's own. */
  remote: Remote | undefined;
}

const screenId = (userId: string): string => `${userId}/screen`;

const tilesOfRemote = (remote: Remote, kind: Tile['kind']): Tile => {
  const { userId } = remote.member;
  return { id: kind === 'screen' ? screenId(userId) : userId, kind, userId, remote };
};

/** The tiles of the room: shared screens first, the viewer last, and the rest in the order of their joining. */
export const tilesOf = ({ remotes, marks }: CallSnapshot, me: string): Tile[] => {
  const inOrder = remotes.toSorted((a, b) => a.member.joinedAt.localeCompare(b.member.joinedAt));
  return [
    ...inOrder
      .filter(({ member }) => member.marks.hasScreen && member.allowed.video)
      .map((remote) => tilesOfRemote(remote, 'screen')),
    ...(marks.hasScreen
      ? [{ id: screenId(me), kind: 'screen' as const, userId: me, remote: undefined }]
      : []),
    ...inOrder.map((remote) => tilesOfRemote(remote, 'person')),
    { id: me, kind: 'person', userId: me, remote: undefined },
  ];
};

/** The viewer watches this shared screen. */
export const isOpenScreen = ({ kind, remote }: Tile): boolean =>
  kind === 'screen' && remote !== undefined && remote.controls.screen !== 'off';

/** The tile that stands out: the viewer's choice while it exists (null: none), or else the screen that they opened. */
export const focusOf = (tiles: readonly Tile[], chosen: string | null | undefined): Tile | undefined => {
  if (chosen === null) return undefined;
  return tiles.find(({ id }) => id === chosen) ?? tiles.find(isOpenScreen);
};
