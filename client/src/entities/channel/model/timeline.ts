import type { ChannelHead, HistoryPage, Message } from '@maru/contracts/socket/messages';

/**
 * The client's view of one channel: a window of consecutive messages, and the channel's head. A `live` window follows
 * the end; one that was opened somewhere in the past does not, until it has caught up.
 */
export interface Timeline {
  /** Ascending and without gaps. */
  messages: readonly Message[];
  /** Arrived ahead of a gap; they join when the gap is filled. */
  ahead: readonly Message[];
  head: ChannelHead;
  isLive: boolean;
  /** An edit or deletion was missed: the window has to be read again. */
  isStale: boolean;
}

/** A message that an address leads to. Going there once more makes another `key`. */
export interface MessageTarget {
  seq: number;
  key: string;
  /** For a place to go on reading: how far the message reached above the edge. */
  offset?: number;
}

export const firstSeq = ({ messages }: Timeline): number => messages[0]?.seq ?? 1;
export const lastSeq = ({ messages, head, isLive }: Timeline): number =>
  messages.at(-1)?.seq ?? (isLive ? 0 : head.lastSeq);

export const hasOlder = (timeline: Timeline): boolean => firstSeq(timeline) > 1;
export const hasNewer = (timeline: Timeline): boolean =>
  !timeline.isLive && lastSeq(timeline) < timeline.head.lastSeq;

export const hasMessage = (timeline: Timeline, seq: number): boolean =>
  timeline.messages.length > 0 && seq >= firstSeq(timeline) && seq <= lastSeq(timeline);

const newer = (a: Message, b: Message): Message => (b.version > a.version ? b : a);

const maxHead = (a: ChannelHead, b: ChannelHead): ChannelHead => ({
  lastSeq: Math.max(a.lastSeq, b.lastSeq),
  changes: Math.max(a.changes, b.changes),
});

/** Every message once, by seq, in its newest version. */
const merge = (...lists: (readonly Message[])[]): Message[] => {
  const bySeq = new Map<number, Message>();
  for (const message of lists.flat()) {
    const known = bySeq.get(message.seq);
    bySeq.set(message.seq, known ? newer(known, message) : message);
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
};

/** Splits ascending messages at the first gap behind `after`. */
const takeConsecutive = (
  messages: readonly Message[],
  after: number,
): { joined: Message[]; rest: Message[] } => {
  let next = after + 1;
  const index = messages.findIndex((message) => message.seq !== next++);
  return index < 0
    ? { joined: [...messages], rest: [] }
    : { joined: messages.slice(0, index), rest: messages.slice(index) };
};

/** The window with everything from `ahead` that now follows it without a gap. */
const settle = (timeline: Timeline): Timeline => {
  const end = lastSeq(timeline);
  const waiting = timeline.ahead.filter((message) => message.seq > end);
  if (!timeline.isLive) return { ...timeline, ahead: [] };
  const { joined, rest } = takeConsecutive(waiting, end);
  return { ...timeline, messages: [...timeline.messages, ...joined], ahead: rest };
};

/** A window opened by its first page. `isLive`: the page was asked for as the latest one. */
export const openTimeline = ({ messages, head }: HistoryPage, isLive: boolean): Timeline => {
  const reachesEnd = (messages.at(-1)?.seq ?? 0) >= head.lastSeq;
  return { messages, ahead: [], head, isLive: isLive || reachesEnd, isStale: false };
};

/** The head with what a page tells; changes that the page has and we did not hear of make the window stale. */
const withPageHead = (timeline: Timeline, page: HistoryPage): Timeline => ({
  ...timeline,
  head: maxHead(timeline.head, page.head),
  isStale: timeline.isStale || page.head.changes > timeline.head.changes,
});

/** A page of older messages in front of the window. */
export const addOlder = (timeline: Timeline, page: HistoryPage): Timeline => {
  const start = firstSeq(timeline);
  const older = page.messages.filter((message) => message.seq < start);
  const isJoined = older.length === 0 || older.at(-1)?.seq === start - 1;
  if (!isJoined) return timeline;
  return withPageHead({ ...timeline, messages: [...older, ...timeline.messages] }, page);
};

/** A page of what follows the window; it becomes live once it reaches the end. */
export const addNewer = (timeline: Timeline, page: HistoryPage): Timeline => {
  const end = lastSeq(timeline);
  const known = page.messages.filter((message) => message.seq <= end);
  const { joined } = takeConsecutive(
    page.messages.filter((message) => message.seq > end),
    end,
  );
  const next = withPageHead({ ...timeline, messages: [...merge(timeline.messages, known), ...joined] }, page);
  const reachesEnd = (next.messages.at(-1)?.seq ?? 0) >= next.head.lastSeq;
  return settle({ ...next, isLive: next.isLive || reachesEnd });
};

/** New messages, from a frame or an acknowledgement; doubled ones change nothing. */
export const addCreated = (timeline: Timeline, created: readonly Message[]): Timeline => {
  const top = created.at(-1)?.seq ?? 0;
  const head = { ...timeline.head, lastSeq: Math.max(timeline.head.lastSeq, top) };
  if (!timeline.isLive) return { ...timeline, head };
  const known = new Map(timeline.messages.map((message) => [message.seq, message]));
  const repeated = created.filter((message) => known.has(message.seq));
  const fresh = created.filter((message) => message.seq > lastSeq(timeline));
  const messages = repeated.length > 0 ? merge(timeline.messages, repeated) : timeline.messages;
  return settle({ ...timeline, messages, head, ahead: merge(timeline.ahead, fresh) });
};

/**
 * An edited or deleted message. A jump in `changes` tells that another change was missed. A message that has not arrived yet is
 * taken as it is now: its first version may come later and then is the older one.
 */
export const applyChange = (timeline: Timeline, message: Message, changes: number): Timeline => {
  const isAhead = timeline.isLive && message.seq > lastSeq(timeline);
  const messages = timeline.messages.map((each) => (each.seq === message.seq ? newer(each, message) : each));
  return settle({
    ...timeline,
    messages,
    ahead: isAhead ? merge(timeline.ahead, [message]) : timeline.ahead,
    isStale: timeline.isStale || changes > timeline.head.changes + 1,
    head: maxHead(timeline.head, { lastSeq: message.seq, changes }),
  });
};

/** The channel's head, which the server sends after a (re)connection. */
export const applyHead = (timeline: Timeline, head: ChannelHead): Timeline => ({
  ...timeline,
  head: maxHead(timeline.head, head),
  isStale: timeline.isStale || head.changes > timeline.head.changes,
});

/** The window read again: newer versions replace what was known. It stays stale if more has changed while it was read. */
export const applyReload = (timeline: Timeline, pages: readonly HistoryPage[]): Timeline => {
  const start = firstSeq(timeline);
  const end = lastSeq(timeline);
  const read = pages
    .flatMap((page) => page.messages)
    .filter((message) => message.seq >= start && message.seq <= end);
  const seenChanges = pages[0]?.head.changes ?? 0;
  const head = maxHead(timeline.head, { lastSeq: 0, changes: seenChanges });
  return { ...timeline, head, messages: merge(timeline.messages, read), isStale: head.changes > seenChanges };
};

/** The fetch that closes the next gap. */
export type Missing =
  { kind: 'reload'; from: number; to: number } | { kind: 'newer'; after: number } | undefined;

export const missingOf = (timeline: Timeline): Missing => {
  if (timeline.isStale && timeline.messages.length > 0) {
    return { kind: 'reload', from: firstSeq(timeline), to: lastSeq(timeline) };
  }
  const end = lastSeq(timeline);
  return timeline.isLive && end < timeline.head.lastSeq ? { kind: 'newer', after: end } : undefined;
};

/** Drops the far end of a window that has grown too large, so that scrolling takes bounded memory. */
export const trim = (timeline: Timeline, max: number, keep: 'start' | 'end'): Timeline => {
  if (timeline.messages.length <= max) return timeline;
  if (keep === 'end') return { ...timeline, messages: timeline.messages.slice(-max) };
  return { ...timeline, messages: timeline.messages.slice(0, max), ahead: [], isLive: false };
};
