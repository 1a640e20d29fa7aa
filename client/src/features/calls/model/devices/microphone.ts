import type { SourceState } from '../local-media.js';
import { useVoiceSettings, type VoiceSettings } from '../voice-settings.js';
import { createDeviceSource } from './device-source.js';
import { nextMutedSpeech, noMutedSpeech } from './muted-speech.js';
import { createTalkSwitch } from './talk-switch.js';
import { createVoiceChain, type SuppressionState } from './voice-chain.js';
import type { VoiceLevel } from './voice-level.js';

/** The person's microphone: choice, processing, mute and the voice that it hears. */
export interface Microphone {
  /** With the track to send. */
  state(): SourceState;
  suppression(): SuppressionState;
  isSpeaking(): boolean;
  /** Neither muted nor waiting for the key of push-to-talk. */
  isAudible(): boolean;
  isSpeakingWhileMuted(): boolean;
  open(): Promise<void>;
  /**
   * Silences the sent track at once. The device stays open, so that unmuting is instant, too, and the person can be told that they speak
   * while muted; the browser's light stays on, as in other voice apps.
   */
  setMuted(isMuted: boolean): void;
  /** A deafened person isn't told that they speak while muted. */
  setDeafened(isDeafened: boolean): void;
  onLevel(listener: (level: VoiceLevel) => void): () => void;
  /** Frees the device; it can be opened again. */
  release(): void;
  close(): void;
}

/** Processing of the browser, which belongs to the opening of the device. */
const needsReopening = (now: VoiceSettings, before: VoiceSettings) =>
  now.microphone !== before.microphone ||
  now.echoCancellation !== before.echoCancellation ||
  now.autoGain !== before.autoGain ||
  (now.suppression === 'browser') !== (before.suppression === 'browser');

export const createMicrophone = (tell: () => void): Microphone => {
  let isReady = false;
  let isMuted = false;
  let isDeafened = false;
  let isVoice = false;
  let mutedSpeech = noMutedSpeech;
  const levelListeners = new Set<(level: VoiceLevel) => void>();

  /** No caller sees a microphone that is still being made. */
  const onChange = () => {
    if (isReady) tell();
  };
  const isAudible = () => !isMuted && talk.isOn();
  const isSpeaking = () => isVoice && isAudible();
  const isSpeakingWhileMuted = () => mutedSpeech.shownMs > 0;

  const onLevel = (level: VoiceLevel) => {
    isVoice = level.isVoice;
    const before = isSpeakingWhileMuted();
    mutedSpeech = isMuted && !isDeafened ? nextMutedSpeech(mutedSpeech, level) : noMutedSpeech;
    for (const listener of levelListeners) listener(level);
    if (isSpeakingWhileMuted() !== before) onChange();
  };

  const chain = createVoiceChain({ onChange, onLevel });
  const applyAudible = () => chain.setAudible(isAudible());
  const talk = createTalkSwitch(applyAudible);
  const source = createDeviceSource({
    kind: 'microphone',
    onChange: (state) => {
      isVoice = false;
      chain.setRaw(state.status === 'on' ? state.track : undefined);
    },
  });
  talk.update();
  const stopSettings = useVoiceSettings.subscribe((now, before) => {
    talk.update();
    if (needsReopening(now, before)) void source.renew();
    chain.update(now, before);
  });
  isReady = true;

  return {
    state: () => {
      const track = chain.track();
      const state = source.state();
      return state.status === 'on' && track ? { status: 'on', track } : state;
    },
    suppression: () => chain.suppression(),
    isSpeaking,
    isAudible,
    isSpeakingWhileMuted,
    open: () => source.open(),
    setMuted: (next) => {
      isMuted = next;
      mutedSpeech = noMutedSpeech;
      applyAudible();
    },
    setDeafened: (next) => {
      isDeafened = next;
      mutedSpeech = noMutedSpeech;
      onChange();
    },
    onLevel: (listener) => {
      levelListeners.add(listener);
      return () => levelListeners.delete(listener);
    },
    release: () => source.close(),
    close: () => {
      stopSettings();
      talk.close();
      source.close();
      chain.close();
    },
  };
};
