import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';

const bottomTolerance = 24;
const loadDistance = 600;

interface ScrollAnchorOptions {
  rowCount: number;
  /** Key of the last row: when it changes, something was said. */
  lastKey: string | undefined;
  /** Where to start: the unread divider, else the end. */
  initialIndex: number | undefined;
  isLive: boolean;
  onNearTop: () => void;
  onNearEnd: () => void;
}

interface ScrollAnchor {
  list: RefObject<VirtualizerHandle | null>;
  isAtBottom: boolean;
  handleScroll: () => void;
  scrollToEnd: () => void;
}

/** Sticks to the end while the reader is there, and holds their place while they are not. */
export const useScrollAnchor = (options: ScrollAnchorOptions): ScrollAnchor => {
  const { rowCount, lastKey, initialIndex, isLive, onNearTop, onNearEnd } = options;
  const list = useRef<VirtualizerHandle>(null);
  const isStuck = useRef(initialIndex === undefined);
  const [isAtBottom, setIsAtBottom] = useState(initialIndex === undefined);

  const scrollToEnd = useCallback(() => {
    isStuck.current = true;
    setIsAtBottom(true);
    list.current?.scrollToIndex(rowCount - 1, { align: 'end' });
  }, [rowCount]);

  const loadNearEdges = () => {
    const handle = list.current;
    if (!handle || handle.viewportSize === 0) return;
    if (handle.scrollOffset < loadDistance) onNearTop();
    if (handle.scrollOffset + handle.viewportSize > handle.scrollSize - loadDistance) onNearEnd();
  };

  const handleScroll = () => {
    const handle = list.current;
    if (!handle) return;
    const distance = handle.scrollSize - handle.scrollOffset - handle.viewportSize;
    isStuck.current = distance <= bottomTolerance;
    setIsAtBottom(isStuck.current);
    loadNearEdges();
  };

  const started = useRef(false);
  useLayoutEffect(() => {
    if (started.current || rowCount === 0) return;
    started.current = true;
    list.current?.scrollToIndex(initialIndex ?? rowCount - 1, {
      align: initialIndex === undefined ? 'end' : 'start',
    });
  }, [initialIndex, rowCount]);

  useLayoutEffect(() => {
    if (isStuck.current && isLive) list.current?.scrollToIndex(rowCount - 1, { align: 'end' });
  }, [lastKey, rowCount, isLive]);

  useEffect(loadNearEdges);

  // The window got smaller, for example by an on-screen keyboard: the last line stays in sight.
  useEffect(() => {
    const follow = () =>
      isStuck.current ? list.current?.scrollToIndex(rowCount - 1, { align: 'end' }) : undefined;
    window.addEventListener('resize', follow);
    return () => window.removeEventListener('resize', follow);
  }, [rowCount]);

  return { list, isAtBottom, handleScroll, scrollToEnd };
};
