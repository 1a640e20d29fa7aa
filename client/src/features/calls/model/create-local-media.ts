import { watchDevices } from './devices/device-list.js';
import { createDeviceSource } from './devices/device-source.js';
import { createMicrophone } from './devices/microphone.js';
import { createScreenSource } from './devices/screen-source.js';
import type { LocalMedia, LocalMediaSnapshot, SourceState } from './local-media.js';
import { useVoiceSettings } from './voice-settings.js';

const isSameSource = (a: SourceState, b: SourceState) =>
  a.status === b.status &&
  (a.status !== 'on' || b.status !== 'on' || a.track === b.track) &&
  (a.status !== 'failed' || b.status !== 'failed' || a.failure === b.failure);

const sources = ['microphone', 'camera', 'screen', 'screenAudio'] as const;

/** Returns `before` with its changed parts replaced, or `before` itself. */
const merge = (before: LocalMediaSnapshot, now: LocalMediaSnapshot): LocalMediaSnapshot => {
  const next = { ...now };
  for (const source of sources) if (isSameSource(before[source], now[source])) next[source] = before[source];
  const isSame =
    sources.every((source) => next[source] === before[source]) &&
    next.isAudible === before.isAudible &&
    next.isSpeakingWhileMuted === before.isSpeakingWhileMuted &&
    next.suppression === before.suppression;
  return isSame ? before : next;
};

const off = { status: 'off' } as const;
const nothing: LocalMediaSnapshot = {
  microphone: off,
  camera: off,
  screen: off,
  screenAudio: off,
  isAudible: true,
  isSpeakingWhileMuted: false,
  suppression: 'off',
};

export const createLocalMedia = (): LocalMedia => {
  let snapshot = nothing;
  const listeners = new Set<() => void>();

  const update = () => {
    const next = merge(snapshot, {
      microphone: microphone.state(),
      camera: camera.state(),
      ...screen.state(),
      isAudible: microphone.isAudible(),
      isSpeakingWhileMuted: microphone.isSpeakingWhileMuted(),
      suppression: microphone.suppression(),
    });
    if (next === snapshot) return;
    snapshot = next;
    for (const listener of listeners) listener();
  };

  const microphone = createMicrophone(update);
  const camera = createDeviceSource({ kind: 'camera', onChange: update });
  const screen = createScreenSource(update);
  const stopDevices = watchDevices();
  const stopSettings = useVoiceSettings.subscribe((now, before) => {
    if (now.camera !== before.camera) void camera.renew();
  });
  update();

  return {
    snapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isSpeaking: () => microphone.isSpeaking(),
    openMicrophone: () => microphone.open(),
    closeMicrophone: () => microphone.release(),
    setMuted: (isMuted) => microphone.setMuted(isMuted),
    setDeafened: (isDeafened) => microphone.setDeafened(isDeafened),
    openCamera: () => camera.open(),
    closeCamera: () => camera.close(),
    openScreen: (preset) => screen.open(preset),
    closeScreen: () => screen.close(),
    onLevel: (listener) => microphone.onLevel(listener),
    close: () => {
      stopDevices();
      stopSettings();
      microphone.close();
      camera.close();
      screen.close();
    },
  };
};
