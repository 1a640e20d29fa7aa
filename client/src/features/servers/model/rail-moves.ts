import type { RailEntry, RailFolder } from '@maru/contracts/http/chat/rail';
import type { ServerId } from '@maru/contracts/primitives';

/** The server or folder being moved. */
export type RailItem = { type: 'server'; serverId: ServerId } | { type: 'folder'; folderId: string };

/** A destination: between entries, between the servers of a folder, or onto an entry. `null`: at the end. */
export type RailSlot =
  | { type: 'before'; entry: RailItem | null }
  | { type: 'inside'; folderId: string; before: ServerId | null }
  | { type: 'onto'; entry: RailItem };

export const keyOf = (item: RailItem): string => (item.type === 'server' ? item.serverId : item.folderId);

const serversOf = (entry: RailEntry): ServerId[] =>
  entry.type === 'server' ? [entry.serverId] : entry.serverIds;

/** All servers from top to bottom, as if there were no folders. */
export const serversInOrder = (entries: readonly RailEntry[]): ServerId[] => entries.flatMap(serversOf);

/** Takes a server from wherever it is; a folder without servers goes, too. */
const withoutServer = (entries: readonly RailEntry[], serverId: ServerId): RailEntry[] =>
  entries.flatMap((entry): RailEntry[] => {
    if (entry.type === 'server') return entry.serverId === serverId ? [] : [entry];
    const serverIds = entry.serverIds.filter((each) => each !== serverId);
    return serverIds.length > 0 ? [{ ...entry, serverIds }] : [];
  });

const insertBefore = <T>(list: readonly T[], item: T, isPlace: (each: T) => boolean): T[] => {
  const at = list.findIndex(isPlace);
  return at < 0 ? [...list, item] : list.toSpliced(at, 0, item);
};

const putIntoFolder = (
  entries: readonly RailEntry[],
  folderId: string,
  place: (serverIds: readonly ServerId[]) => ServerId[],
): RailEntry[] =>
  entries.map((entry) =>
    entry.type === 'folder' && entry.folderId === folderId
      ? { ...entry, serverIds: place(entry.serverIds) }
      : entry,
  );

/** The entry that follows `entry`, so that something stays at its place when the entry itself is taken away. */
const after = (entries: readonly RailEntry[], key: string): RailEntry | undefined =>
  entries[entries.findIndex((each) => keyOf(each) === key) + 1];

const moveServer = (
  entries: readonly RailEntry[],
  serverId: ServerId,
  slot: RailSlot,
  newFolder: Pick<RailFolder, 'folderId' | 'name' | 'accent'>,
): RailEntry[] => {
  const rest = withoutServer(entries, serverId);
  const moved: RailEntry = { type: 'server', serverId };
  if (slot.type === 'inside')
    return putIntoFolder(rest, slot.folderId, (ids) =>
      insertBefore(ids, serverId, (id) => id === slot.before),
    );
  if (slot.type === 'before') {
    const { entry } = slot;
    // The place of a folder that has just gone with its last server is taken by what followed it.
    const isThere = entry !== null && rest.some((each) => keyOf(each) === keyOf(entry));
    const place = isThere || !entry ? entry : after(entries, keyOf(entry));
    return insertBefore(rest, moved, (each) => !!place && keyOf(each) === keyOf(place));
  }
  const { entry } = slot;
  if (entry.type === 'folder') return putIntoFolder(rest, entry.folderId, (ids) => [...ids, serverId]);
  return rest.map((each) =>
    each.type === 'server' && each.serverId === entry.serverId
      ? { type: 'folder', ...newFolder, serverIds: [entry.serverId, serverId] }
      : each,
  );
};

const isInFolder = (entries: readonly RailEntry[], folderId: string, serverId: ServerId): boolean =>
  entries.some(
    (each) => each.type === 'folder' && each.folderId === folderId && each.serverIds.includes(serverId),
  );

const isSame = (a: RailItem | null, b: RailItem): boolean => a !== null && keyOf(a) === keyOf(b);

/** Returns whether a move to the slot would change nothing or is not allowed: folders hold no folders. */
export const isIdle = (entries: readonly RailEntry[], item: RailItem, slot: RailSlot): boolean => {
  if (slot.type === 'before') return isSame(slot.entry, item);
  if (item.type === 'folder') return true;
  if (slot.type === 'inside') {
    const isOnlyOne = entries.some(
      (each) =>
        each.type === 'folder' && each.folderId === slot.folderId && each.serverIds.join() === item.serverId,
    );
    return slot.before === item.serverId || isOnlyOne;
  }
  return (
    isSame(slot.entry, item) ||
    (slot.entry.type === 'folder' && isInFolder(entries, slot.entry.folderId, item.serverId))
  );
};

/** The rail after something was put somewhere. A server put onto another one makes a folder of both. */
export const moveInRail = (
  entries: readonly RailEntry[],
  item: RailItem,
  slot: RailSlot,
  newFolder: Pick<RailFolder, 'folderId' | 'name' | 'accent'>,
): RailEntry[] => {
  if (isIdle(entries, item, slot)) return [...entries];
  if (item.type === 'server') return moveServer(entries, item.serverId, slot, newFolder);
  const folder = entries.find((entry) => entry.type === 'folder' && entry.folderId === item.folderId);
  if (!folder || slot.type !== 'before') return [...entries];
  const rest = entries.filter((entry) => entry !== folder);
  return insertBefore(rest, folder, (each) => isSame(slot.entry, each));
};

/** The folder that something is in. */
export const folderOf = (entries: readonly RailEntry[], item: RailItem): RailFolder | undefined =>
  entries
    .filter((entry) => entry.type === 'folder')
    .find((folder) => item.type === 'server' && folder.serverIds.includes(item.serverId));

/** The entry behind the position one step from `at`: `null` at the end, `undefined` beyond it. */
const behindStep = <T>(list: readonly T[], at: number, step: -1 | 1): T | null | undefined =>
  at < 0 || at + step < 0 || at + step >= list.length
    ? undefined
    : (list[step < 0 ? at - 1 : at + 2] ?? null);

/** One place up or down, for menus: past the neighbour among entries, or within its folder. */
export const stepSlot = (
  entries: readonly RailEntry[],
  item: RailItem,
  step: -1 | 1,
): RailSlot | undefined => {
  const folder = folderOf(entries, item);
  if (folder && item.type === 'server') {
    const before = behindStep(folder.serverIds, folder.serverIds.indexOf(item.serverId), step);
    return before === undefined ? undefined : { type: 'inside', folderId: folder.folderId, before };
  }
  const at = entries.findIndex((entry) => keyOf(entry) === keyOf(item));
  const entry = behindStep(entries, at, step);
  return entry === undefined ? undefined : { type: 'before', entry };
};

/** Out of its folder, right behind it. */
export const slotBehindFolder = (entries: readonly RailEntry[], folderId: string): RailSlot => ({
  type: 'before',
  entry: after(entries, folderId) ?? null,
});

/** A folder's servers without the folder. */
export const dissolveFolder = (entries: readonly RailEntry[], folderId: string): RailEntry[] =>
  entries.flatMap((entry): RailEntry[] =>
    entry.type === 'folder' && entry.folderId === folderId
      ? entry.serverIds.map((serverId) => ({ type: 'server', serverId }))
      : [entry],
  );

/** A folder of one, to name and fill. */
export const wrapInFolder = (
  entries: readonly RailEntry[],
  serverId: ServerId,
  newFolder: Pick<RailFolder, 'folderId' | 'name' | 'accent'>,
): RailEntry[] =>
  entries.map((entry) =>
    entry.type === 'server' && entry.serverId === serverId
      ? { type: 'folder', ...newFolder, serverIds: [serverId] }
      : entry,
  );

export const changeFolder = (
  entries: readonly RailEntry[],
  folderId: string,
  change: Partial<Pick<RailFolder, 'name' | 'accent'>>,
): RailEntry[] =>
  entries.map((entry) =>
    entry.type === 'folder' && entry.folderId === folderId ? { ...entry, ...change } : entry,
  );
