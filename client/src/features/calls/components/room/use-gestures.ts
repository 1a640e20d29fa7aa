import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

interface Gestures {
  /** A tile was double-clicked, beside its buttons. */
  onDoubleClick: (tileId: string) => void;
  onEscape: () => void;
}

/** Listens for double clicks on tiles and for Escape. Each has a button as well, so the tiles need no role of their own. */
export const useGestures = (element: RefObject<HTMLElement | null>, gestures: Gestures): void => {
  const latest = useRef(gestures);
  useLayoutEffect(() => {
    latest.current = gestures;
  });
  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const click = ({ target: on }: MouseEvent) => {
      if (!(on instanceof Element) || on.closest('button')) return;
      const id = on.closest<HTMLElement>('[data-tile]')?.dataset.tile;
      if (id) latest.current.onDoubleClick(id);
    };
    const press = ({ key }: KeyboardEvent) => (key === 'Escape' ? latest.current.onEscape() : undefined);
    target.addEventListener('dblclick', click);
    target.addEventListener('keydown', press);
    return () => {
      target.removeEventListener('dblclick', click);
      target.removeEventListener('keydown', press);
    };
  }, [element]);
};
