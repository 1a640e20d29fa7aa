import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';

const bottomTolerance = 24;
const loadDistance = 600;

export interface ScrollStart {
  index: number;
  align: 'start' | 'center';
  /** The height of the part of the row above the edge, in pixels. */
  offset?: number;
}

interface ScrollAnchorOptions {
  rowCount: number;
  /** Key of the last row: when it changes, something was said. */
  lastKey: string | undefined;
  /** The start position; undefined: the end. */
  start: ScrollStart | undefined;
  /** With another key, readers who are at the end start again. */
  startKey: number;
  /** The rows reach the end of the channel. */
  isLive: boolean;
  /** Readers at the end follow it; false while the channel catches up. */
  followsEnd: boolean;
  onNearTop: () => void;
  onNearEnd: () => void;
}

interface ScrollAnchor {
  /** The element that scrolls. */
  frame: RefObject<HTMLDivElement | null>;
  list: RefObject<VirtualizerHandle | null>;
  isAtBottom: boolean;
  handleScroll: () => void;
  scrollToEnd: () => void;
}

const framesAtRest = 4;

/** Calls back once neither the view nor the height of what is in it changes any more. */
const whenAtRest = (element: HTMLElement, onRest: () => void, last = '', frames = 0): void =>
  void requestAnimationFrame(() => {
    const now = `${element.scrollTop} ${element.scrollHeight}`;
    const rested = now === last ? frames + 1 : 0;
    if (rested >= framesAtRest || !element.isConnected) onRest();
    else whenAtRest(element, onRest, now, rested);
  });

/** Calls back when the frame or what is in it changes its size. */
const useResize = (frame: RefObject<HTMLDivElement | null>, onResize: () => void) => {
  const latest = useRef(onResize);
  useLayoutEffect(() => {
    latest.current = onResize;
  });
  useEffect(() => {
    const observer = new ResizeObserver(() => latest.current());
    if (frame.current) for (const each of [frame.current, ...frame.current.children]) observer.observe(each);
    return () => observer.disconnect();
  }, [frame]);
};

/**
 * Sticks to the end while the reader is there, and holds their place while they are not. Distances are read from the element
 * itself: while rows are put in front, the virtualizer's own numbers belong to different moments.
 */
export const useScrollAnchor = (options: ScrollAnchorOptions): ScrollAnchor => {
  const { rowCount, lastKey, start, startKey, isLive, followsEnd, onNearTop, onNearEnd } = options;
  const frame = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const isStuck = useRef(start === undefined);
  const [isAtBottom, setIsAtBottom] = useState(start === undefined);

  const stick = (isAtEnd: boolean) => {
    isStuck.current = isAtEnd;
    setIsAtBottom(isAtEnd);
  };

  const scrollToEnd = useCallback(() => {
    isStuck.current = true;
    setIsAtBottom(true);
    list.current?.scrollToIndex(rowCount - 1, { align: 'end' });
  }, [rowCount]);

  const loadNearEdges = () => {
    const element = frame.current;
    if (!element || element.clientHeight === 0) return;
    const { scrollTop, scrollHeight, clientHeight } = element;
    if (scrollTop < loadDistance) onNearTop();
    if (scrollHeight - scrollTop - clientHeight < loadDistance) onNearEnd();
  };

  // Rows are placed by guesses until they have been measured: until the view rests, its distances mean nothing.
  const isStarting = useRef(false);
  const lastTop = useRef(0);
  const lastHeight = useRef(0);

  const handleScroll = () => {
    const element = frame.current;
    if (!element || isStarting.current) return;
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    // Rows that turn out smaller than guessed end the list earlier, which moves the view up without the reader.
    const hasShrunk = element.scrollHeight < lastHeight.current;
    const hasMovedUp = element.scrollTop < lastTop.current && !hasShrunk;
    lastTop.current = element.scrollTop;
    lastHeight.current = element.scrollHeight;
    // New messages move the end away from the reader; only the reader's own scrolling leaves the end.
    const staysStuck = isLive && isStuck.current && !hasMovedUp;
    if (!staysStuck) stick(distance <= bottomTolerance);
    loadNearEdges();
  };

  const latestScroll = useRef(handleScroll);
  useLayoutEffect(() => {
    latestScroll.current = handleScroll;
  });

  // Decide while rendering: the reader must not count as being at the end before the view has moved.
  const [turn, setTurn] = useState({ startKey, isTaken: true });
  if (turn.startKey !== startKey) {
    const isTaken = isAtBottom && start !== undefined;
    setTurn({ startKey, isTaken });
    if (isTaken) setIsAtBottom(false);
  }
  const startedWith = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (startedWith.current === turn.startKey || rowCount === 0) return;
    startedWith.current = turn.startKey;
    if (!turn.isTaken) return;
    const { index, ...place } = start ?? { index: rowCount - 1, align: 'end' as const };
    list.current?.scrollToIndex(index, place);
    if (!start || !frame.current) return;
    isStuck.current = false;
    isStarting.current = true;
    whenAtRest(frame.current, () => {
      isStarting.current = false;
      latestScroll.current();
    });
  }, [start, turn, rowCount]);

  const lastIndex = useRef(rowCount - 1);
  useLayoutEffect(() => {
    lastIndex.current = rowCount - 1;
  });
  const toEnd = useCallback(() => {
    if (!isStuck.current || !followsEnd) return;
    lastHeight.current = frame.current?.scrollHeight ?? 0;
    list.current?.scrollToIndex(lastIndex.current, { align: 'end' });
  }, [followsEnd]);
  // Only what is new at the end moves the view; rows put in front keep their distance from it by themselves.
  useLayoutEffect(toEnd, [lastKey, toEnd]);

  useEffect(() => {
    if (!isStarting.current) loadNearEdges();
  });

  // An on-screen keyboard makes the frame smaller; rows above the last one come or grow while own messages are confirmed.
  useResize(frame, () => {
    const element = frame.current;
    if (isStarting.current) return;
    // A list that fits its frame never scrolls, so no scroll event would report it.
    if (element && element.scrollHeight <= element.clientHeight) stick(true);
    if (isLive) toEnd();
    else handleScroll();
  });

  return { frame, list, isAtBottom, handleScroll, scrollToEnd };
};
