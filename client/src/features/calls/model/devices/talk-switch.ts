import { useVoiceSettings } from '../voice-settings.js';
import { watchTalkKey } from './talk-key.js';

/** Open unless the person uses push-to-talk and doesn't hold the key. */
export interface TalkSwitch {
  isOn(): boolean;
  /** Follows changed settings. */
  update(): void;
  close(): void;
}

/** People let go with the last syllable. */
const tailMs = 150;

export const createTalkSwitch = (onChange: () => void): TalkSwitch => {
  let isHeld = false;
  let watched: string | undefined;
  let stopWatching: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const set = (next: boolean) => {
    isHeld = next;
    onChange();
  };
  const onHeld = (next: boolean) => {
    clearTimeout(timer);
    if (next) set(true);
    else timer = setTimeout(() => set(false), tailMs);
  };
  const stop = () => {
    stopWatching?.();
    clearTimeout(timer);
    isHeld = false;
  };
  const update = () => {
    const { inputMode, talkKey } = useVoiceSettings.getState();
    const wanted = inputMode === 'push-to-talk' ? talkKey : undefined;
    if (wanted === watched) return;
    stop();
    watched = wanted;
    stopWatching = wanted === undefined ? undefined : watchTalkKey(wanted, onHeld);
    onChange();
  };

  return {
    isOn: () => watched === undefined || isHeld,
    update,
    close: stop,
  };
};
