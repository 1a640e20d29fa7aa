import { useEffect } from 'react';
import { shortcutOf } from '../../model/shortcuts';
import { useControls } from '../use-controls';

/** Mutes and deafens by keys, wherever the focus is. */
export const useShortcuts = (): void => {
  const { toggleMute, toggleDeafen, maySpeak, mayHear } = useControls();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const shortcut = shortcutOf(event);
      if (!shortcut) return;
      event.preventDefault();
      if (shortcut === 'deafen' && mayHear) toggleDeafen();
      if (shortcut === 'mute' && maySpeak) toggleMute();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
};
