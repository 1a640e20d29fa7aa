import type { DeviceFailure, ScreenPreset, SourceState } from '../local-media.js';
import { failureOf } from './device-failure.js';
import { mediaDevices } from './device-list.js';

interface Preset {
  hint: string;
  video: MediaTrackConstraints;
}

const presets: Record<ScreenPreset, Preset> = {
  text: {
    hint: 'text',
    video: { frameRate: { ideal: 10, max: 15 }, width: { max: 2560 }, height: { max: 1440 } },
  },
  motion: {
    hint: 'motion',
    video: { frameRate: { ideal: 60, max: 60 }, width: { max: 1920 }, height: { max: 1080 } },
  },
  auto: {
    hint: '',
    video: { frameRate: { ideal: 30, max: 30 }, width: { max: 1920 }, height: { max: 1080 } },
  },
};

/** Of Chromium; other browsers ignore them. */
interface ShareOptions extends DisplayMediaStreamOptions {
  systemAudio: 'include' | 'exclude';
  selfBrowserSurface: 'exclude';
  surfaceSwitching: 'include';
}

/** The others must not hear themselves: without the browser's help, the system's sound would contain the call. */
const shareOptions = (preset: ScreenPreset): ShareOptions => {
  const known: MediaTrackSupportedConstraints & { restrictOwnAudio?: boolean } =
    mediaDevices()?.getSupportedConstraints() ?? {};
  const sound = {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    suppressLocalAudioPlayback: false,
    ...(known.restrictOwnAudio ? { restrictOwnAudio: true } : {}),
  };
  return {
    video: presets[preset].video,
    audio: sound,
    systemAudio: known.restrictOwnAudio ? 'include' : 'exclude',
    selfBrowserSurface: 'exclude',
    surfaceSwitching: 'include',
  };
};

/** The picker rejects with the same error if the person cancels it and if the system forbids capture. */
const isCancelled = (error: unknown, failure: DeviceFailure) =>
  failure === 'denied' && !(error instanceof Error && /system/i.test(error.message));

export interface ScreenState {
  screen: SourceState;
  screenAudio: SourceState;
}

const off = { status: 'off' } as const;
const nothing: ScreenState = { screen: off, screenAudio: off };

export interface ScreenSource {
  state(): ScreenState;
  /** Lets the person pick; a share that runs goes on until another is picked. Cancelling changes nothing. */
  open(preset: ScreenPreset): Promise<void>;
  close(): void;
}

export const createScreenSource = (onChange: () => void): ScreenSource => {
  let state = nothing;
  let stream: MediaStream | undefined;
  let attempt = 0;

  const set = (next: ScreenState) => {
    state = next;
    onChange();
  };
  const stop = (old: MediaStream | undefined) => old?.getTracks().forEach((track) => track.stop());

  const close = () => {
    attempt++;
    const old = stream;
    stream = undefined;
    if (state.screen.status !== 'off') set(nothing);
    stop(old);
  };

  const adopt = (next: MediaStream, preset: ScreenPreset) => {
    const old = stream;
    const [video] = next.getVideoTracks();
    const [sound] = next.getAudioTracks();
    if (!video) return close();
    stream = next;
    video.contentHint = presets[preset].hint;
    // The browser's own button; `stop` fires nothing.
    video.addEventListener('ended', () => (stream === next ? close() : undefined));
    if (sound) sound.contentHint = 'music';
    sound?.addEventListener('ended', () =>
      stream === next ? set({ ...state, screenAudio: off }) : undefined,
    );
    set({
      screen: { status: 'on', track: video },
      screenAudio: sound ? { status: 'on', track: sound } : off,
    });
    stop(old);
  };

  const fail = (error: unknown) => {
    if (stream) return;
    const failure = failureOf(error);
    set(isCancelled(error, failure) ? nothing : { screen: { status: 'failed', failure }, screenAudio: off });
  };

  return {
    state: () => state,
    open: async (preset) => {
      const mine = ++attempt;
      if (!stream) set({ screen: { status: 'opening' }, screenAudio: off });
      try {
        const devices = mediaDevices();
        if (!devices) throw new Error('this page may not capture');
        const next = await devices.getDisplayMedia(shareOptions(preset));
        if (mine === attempt) adopt(next, preset);
        else stop(next);
      } catch (error) {
        if (mine === attempt) fail(error);
      }
    },
    close,
  };
};
