import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import type { CategoryId, ChannelId } from '@maru/contracts/primitives';

/** Categories and channels in the order in which they are shown. */
export interface Layout {
  categories: readonly Category[];
  channels: readonly Channel[];
}

/** The channel or category being moved. */
export type Held = { kind: 'channel'; id: ChannelId } | { kind: 'category'; id: CategoryId };

/** The destination of a channel: before another one of the category, or at its end. `null` as category: above all categories. */
export interface ChannelPlace {
  kind: 'channel';
  categoryId: CategoryId | null;
  before: ChannelId | null;
}

export interface CategoryPlace {
  kind: 'category';
  before: CategoryId | null;
}

export type Place = ChannelPlace | CategoryPlace;

/** A move as a person wants it; the server does the same with its own order, which may have changed meanwhile. */
export type Move =
  | { kind: 'channel'; channelId: ChannelId; place: ChannelPlace }
  | { kind: 'category'; categoryId: CategoryId; place: CategoryPlace };

export const channelsIn = (channels: readonly Channel[], categoryId: CategoryId | null): Channel[] =>
  channels.filter((channel) => channel.categoryId === categoryId);

/** `item` in front of the one with the id `before`; at the end when that is not there (any more). */
const putBefore = <T>(others: readonly T[], item: T, isBefore: (each: T) => boolean): T[] => {
  const index = others.findIndex(isBefore);
  return index < 0 ? [...others, item] : [...others.slice(0, index), item, ...others.slice(index)];
};

const moveChannel = (layout: Layout, channelId: ChannelId, { categoryId, before }: ChannelPlace): Layout => {
  const channel = layout.channels.find((each) => each.channelId === channelId);
  const isKnown = categoryId === null || layout.categories.some((each) => each.categoryId === categoryId);
  if (!channel || !isKnown) return layout;
  const others = layout.channels.filter((each) => each !== channel);
  const moved = { ...channel, categoryId };
  const isBefore = (each: Channel) => each.channelId === before && each.categoryId === categoryId;
  return { ...layout, channels: putBefore(others, moved, isBefore) };
};

const moveCategory = (layout: Layout, categoryId: CategoryId, { before }: CategoryPlace): Layout => {
  const category = layout.categories.find((each) => each.categoryId === categoryId);
  if (!category) return layout;
  const others = layout.categories.filter((each) => each !== category);
  return { ...layout, categories: putBefore(others, category, (each) => each.categoryId === before) };
};

/** The layout after a move; unchanged when what is moved, or where to, is not there any more. */
export const applyMove = (layout: Layout, move: Move): Layout =>
  move.kind === 'channel'
    ? moveChannel(layout, move.channelId, move.place)
    : moveCategory(layout, move.categoryId, move.place);

/** Every place that something can have, from top to bottom. */
export const placesFor = ({ categories, channels }: Layout, held: Held): Place[] => {
  if (held.kind === 'category') {
    const others = categories.filter(({ categoryId }) => categoryId !== held.id);
    return [...others.map(({ categoryId }) => categoryId), null].map((before) => ({
      kind: 'category' as const,
      before,
    }));
  }
  return [null, ...categories.map(({ categoryId }) => categoryId)].flatMap((categoryId) => {
    const others = channelsIn(channels, categoryId).filter(({ channelId }) => channelId !== held.id);
    return [...others.map(({ channelId }) => channelId), null].map((before) => ({
      kind: 'channel' as const,
      categoryId,
      before,
    }));
  });
};

export const isSamePlace = (a: Place, b: Place): boolean =>
  a.before === b.before &&
  (a.kind === 'channel' ? b.kind === 'channel' && a.categoryId === b.categoryId : b.kind === 'category');

/** The current place of a channel or category; undefined when it no longer exists. */
export const placeOf = ({ categories, channels }: Layout, held: Held): Place | undefined => {
  if (held.kind === 'category') {
    const index = categories.findIndex(({ categoryId }) => categoryId === held.id);
    if (index < 0) return undefined;
    return { kind: 'category', before: categories[index + 1]?.categoryId ?? null };
  }
  const channel = channels.find(({ channelId }) => channelId === held.id);
  if (!channel) return undefined;
  const { categoryId } = channel;
  const siblings = channelsIn(channels, categoryId);
  const next = siblings[siblings.indexOf(channel) + 1];
  return { kind: 'channel', categoryId, before: next?.channelId ?? null };
};

/** The place `steps` further down; stays at the first and last one. A place that has gone counts as where the thing is now. */
export const stepFrom = (layout: Layout, held: Held, from: { place: Place; steps: number }): Place => {
  const places = placesFor(layout, held);
  const current = placeOf(layout, held);
  const known = places.findIndex((each) => isSamePlace(each, from.place));
  const index = known >= 0 ? known : places.findIndex((each) => current && isSamePlace(each, current));
  const next = Math.min(places.length - 1, Math.max(0, index + from.steps));
  return places[next] ?? from.place;
};

/** A row of the list that a pointer is over. */
export type Row = { kind: 'channel'; id: ChannelId } | { kind: 'category'; id: CategoryId } | { kind: 'end' };

/** The position of the pointer: a row and the half of it, and which categories are folded. */
interface Over {
  row: Row;
  isBelow: boolean;
  isFolded: (categoryId: CategoryId) => boolean;
}

const channelPlace = (categoryId: CategoryId | null, before: ChannelId | undefined): ChannelPlace => ({
  kind: 'channel',
  categoryId,
  before: before ?? null,
});

/** Above a category's name is the end of what stands over it; below is its own beginning. */
const placeAtCategory = ({ categories, channels }: Layout, id: CategoryId, over: Over): ChannelPlace => {
  const index = categories.findIndex(({ categoryId }) => categoryId === id);
  if (!over.isBelow) return channelPlace(categories[index - 1]?.categoryId ?? null, undefined);
  const [first] = channelsIn(channels, id);
  return channelPlace(id, over.isFolded(id) ? undefined : first?.channelId);
};

const placeAtChannel = ({ channels }: Layout, id: ChannelId, isBelow: boolean): ChannelPlace => {
  const categoryId = channels.find(({ channelId }) => channelId === id)?.categoryId ?? null;
  const siblings = channelsIn(channels, categoryId);
  const next = siblings[siblings.findIndex(({ channelId }) => channelId === id) + 1];
  return channelPlace(categoryId, isBelow ? next?.channelId : id);
};

const channelPlaceAt = (layout: Layout, over: Over): ChannelPlace => {
  const { row } = over;
  if (row.kind === 'channel') return placeAtChannel(layout, row.id, over.isBelow);
  if (row.kind === 'category') return placeAtCategory(layout, row.id, over);
  return channelPlace(layout.categories.at(-1)?.categoryId ?? null, undefined);
};

const categoryPlaceAt = ({ categories, channels }: Layout, { row, isBelow }: Over): CategoryPlace => {
  if (row.kind === 'end') return { kind: 'category', before: null };
  const ownId =
    row.kind === 'category' ? row.id : channels.find((each) => each.channelId === row.id)?.categoryId;
  const index = categories.findIndex(({ categoryId }) => categoryId === ownId);
  // Over a channel means behind its category; over one above all categories, in front of the first.
  const isBehind = row.kind === 'channel' || isBelow;
  return { kind: 'category', before: categories[isBehind ? index + 1 : index]?.categoryId ?? null };
};

/** The destination of a drop on a row. A drop on its own row, or in the gap beside it, changes nothing. */
export const placeAt = (layout: Layout, held: Held, over: Over): Place => {
  const place = held.kind === 'channel' ? channelPlaceAt(layout, over) : categoryPlaceAt(layout, over);
  return place.before === held.id ? (placeOf(layout, held) ?? place) : place;
};
