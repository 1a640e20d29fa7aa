import { useEffect, useRef, useState, type MouseEvent, type PointerEvent } from 'react';

export interface Corner {
  x: 'left' | 'right';
  y: 'top' | 'bottom';
}

interface Point {
  x: number;
  y: number;
}

/** Less is a click. */
const slop = 6;

const cornerAt = ({ clientX, clientY }: globalThis.PointerEvent): Corner => ({
  x: clientX < window.innerWidth / 2 ? 'left' : 'right',
  y: clientY < window.innerHeight / 2 ? 'top' : 'bottom',
});

/** Lets a window be dragged; it comes to rest in the nearest corner. */
export const useCorner = (initial: Corner) => {
  const [corner, setCorner] = useState(initial);
  const [offset, setOffset] = useState<Point>();
  const drag = useRef<AbortController>(undefined);
  const hasMoved = useRef(false);
  useEffect(() => () => drag.current?.abort(), []);

  const follow = (from: Point) => {
    drag.current?.abort();
    drag.current = new AbortController();
    const { signal } = drag.current;
    const end = () => {
      drag.current?.abort();
      setOffset(undefined);
    };
    const move = ({ clientX, clientY }: globalThis.PointerEvent) => {
      const moved = { x: clientX - from.x, y: clientY - from.y };
      if (!hasMoved.current && Math.hypot(moved.x, moved.y) < slop) return;
      hasMoved.current = true;
      setOffset(moved);
    };
    const drop = (event: globalThis.PointerEvent) => {
      if (hasMoved.current) setCorner(cornerAt(event));
      end();
    };
    // A fast pointer leaves the window between two events.
    window.addEventListener('pointermove', move, { signal });
    window.addEventListener('pointerup', drop, { signal });
    window.addEventListener('pointercancel', end, { signal });
  };

  const handlers = {
    onPointerDown: ({ button, clientX, clientY }: PointerEvent) => {
      hasMoved.current = false;
      if (button === 0) follow({ x: clientX, y: clientY });
    },
    /** The end of a drag is no click. */
    onClickCapture: (event: MouseEvent) => {
      if (!hasMoved.current) return;
      hasMoved.current = false;
      event.preventDefault();
      event.stopPropagation();
    },
  };
  return { corner, offset, handlers };
};
