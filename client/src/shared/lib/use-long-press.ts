import { useEffect, useRef, type MouseEvent, type PointerEvent } from 'react';

const holdMs = 500;
/** A finger that moves further scrolls. */
const slop = 10;

const isOnLink = ({ target }: { target: EventTarget }): boolean =>
  target instanceof Element && target.closest('a[href], textarea, input') !== null;

/**
 * Listeners that call `onPress` when a finger rests. Some browsers fire `contextmenu` for it, Safari does not, so a
 * timer counts too, and whichever comes first is the one. On links a long press is the browser's.
 */
export const useLongPress = (onPress: () => void) => {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined);
  const cancel = () => {
    clearTimeout(press.current?.timer);
    press.current = undefined;
  };
  useEffect(() => cancel, []);
  const fire = () => {
    cancel();
    onPress();
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      cancel();
      if (event.pointerType !== 'touch' || isOnLink(event)) return;
      press.current = { timer: setTimeout(fire, holdMs), x: event.clientX, y: event.clientY };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const { x, y } = press.current ?? { x: clientX, y: clientY };
      if (Math.hypot(clientX - x, clientY - y) > slop) cancel();
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
    onContextMenu: (event: MouseEvent) => {
      if (isOnLink(event)) return;
      event.preventDefault();
      if (press.current) fire();
    },
  };
};
