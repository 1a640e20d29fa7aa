import { useEffect, useState, type RefObject } from 'react';

export interface FullScreen {
  /** False on phones whose browser has no full screen. */
  isPossible: boolean;
  isOn: boolean;
  toggle: () => void;
}

/** Shows one element on the whole screen. */
export const useFullScreen = (element: RefObject<HTMLElement | null>): FullScreen => {
  const [isOn, setIsOn] = useState(false);
  useEffect(() => {
    const update = () =>
      setIsOn(document.fullscreenElement !== null && document.fullscreenElement === element.current);
    document.addEventListener('fullscreenchange', update);
    return () => document.removeEventListener('fullscreenchange', update);
  }, [element]);
  const toggle = () => {
    const change = isOn ? document.exitFullscreen() : element.current?.requestFullscreen();
    // The browser refuses without a click of its own; nothing has changed then.
    void change?.catch(() => undefined);
  };
  return { isPossible: document.fullscreenEnabled, isOn, toggle };
};
