import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';

const bottomTolerance = 24;
const loadDistance = 600;

export interface ScrollStart {
  index: number;
  align: 'start' | 'center';
}

interface ScrollAnchorOptions {
  rowCount: number;
  /** Key of the last row: when it changes, something was said. */
  lastKey: string | undefined;
  /** Where to start; undefined: at the end. */
  start: ScrollStart | undefined;
  isLive: boolean;
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

/**
 * Sticks to the end while the reader is there, and holds their place while they are not. Distances are read from the element
 * itself: while rows are put in front, the virtualizer's own numbers belong to different moments.
 */
export const useScrollAnchor = (options: ScrollAnchorOptions): ScrollAnchor => {
  const { rowCount, lastKey, start, isLive, onNearTop, onNearEnd } = options;
  const frame = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const isStuck = useRef(start === undefined);
  const [isAtBottom, setIsAtBottom] = useState(start === undefined);

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

  const handleScroll = () => {
    const element = frame.current;
    if (!element) return;
    isStuck.current = element.scrollHeight - element.scrollTop - element.clientHeight <= bottomTolerance;
    setIsAtBottom(isStuck.current);
    loadNearEdges();
  };

  const hasStarted = useRef(false);
  useLayoutEffect(() => {
    if (hasStarted.current || rowCount === 0) return;
    hasStarted.current = true;
    const { index, align } = start ?? { index: rowCount - 1, align: 'end' };
    list.current?.scrollToIndex(index, { align });
  }, [start, rowCount]);

  // Only what is new at the end moves the view; rows put in front keep their distance from it by themselves.
  const lastIndex = useRef(rowCount - 1);
  useLayoutEffect(() => {
    lastIndex.current = rowCount - 1;
  });
  useLayoutEffect(() => {
    if (isStuck.current && isLive) list.current?.scrollToIndex(lastIndex.current, { align: 'end' });
  }, [lastKey, isLive]);

  useEffect(loadNearEdges);

  // The frame got smaller, for example by an on-screen keyboard: the last line stays in sight.
  useEffect(() => {
    const observer = new ResizeObserver((entries) => {
      const element = frame.current;
      // Where everything fits nothing scrolls, so that no event would tell.
      if (element && element.scrollHeight <= element.clientHeight) {
        isStuck.current = true;
        setIsAtBottom(true);
      }
      const isFrame = entries.some(({ target }) => target === element);
      if (isStuck.current && isFrame) list.current?.scrollToIndex(lastIndex.current, { align: 'end' });
    });
    if (frame.current) for (const each of [frame.current, ...frame.current.children]) observer.observe(each);
    return () => observer.disconnect();
  }, []);

  return { frame, list, isAtBottom, handleScroll, scrollToEnd };
};
