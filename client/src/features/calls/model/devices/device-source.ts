import type { DeviceFailure, SourceState } from '../local-media.js';
import { useVoiceSettings } from '../voice-settings.js';
import { capture, type CaptureKind } from './capture.js';
import { defaultGroup, findDevice } from './device-choice.js';
import { explainFailure } from './device-failure.js';
import { refreshDevices, useDevices } from './device-list.js';
import { tellDeviceNews } from './device-news.js';

/** One microphone or camera: follows the person's choice, and the plugs. */
export interface DeviceSource {
  state(): SourceState;
  /** Opens the chosen device, or the default. A failure is a state. Also retries. */
  open(): Promise<void>;
  /** Opens the device again with the current settings; until it has opened, the old track goes on. */
  renew(): Promise<void>;
  close(): void;
}

interface Options {
  kind: CaptureKind;
  onChange: (state: SourceState) => void;
}

export const createDeviceSource = ({ kind, onChange }: Options): DeviceSource => {
  let state: SourceState = { status: 'off' };
  /** Only the result of the latest attempt counts. */
  let attempt = 0;
  let group: string | undefined;
  let isLost = false;
  let stopWatching: (() => void) | undefined;

  const set = (next: SourceState) => {
    state = next;
    onChange(next);
  };
  const track = () => (state.status === 'on' ? state.track : undefined);
  const devices = () => useDevices.getState()[kind];
  const choice = () => useVoiceSettings.getState()[kind];

  const release = (old: MediaStreamTrack | undefined) => {
    if (!old) return;
    old.removeEventListener('ended', onEnded);
    old.stop();
  };

  const adopt = (next: MediaStreamTrack) => {
    const old = track();
    next.addEventListener('ended', onEnded);
    group = defaultGroup(devices());
    set({ status: 'on', track: next });
    release(old);
    // Labels and ids are known from the first permission on.
    void refreshDevices().catch(() => undefined);
  };

  const fail = (failure: DeviceFailure) => {
    const old = track();
    if (old?.readyState === 'live') return;
    release(old);
    set({ status: 'failed', failure });
  };

  const canRetry = (failure: DeviceFailure) => failure !== 'denied' && devices().length > 0;

  const start = async (): Promise<boolean> => {
    const mine = ++attempt;
    if (!track()) set({ status: 'opening' });
    const seen = devices();
    const deviceId = findDevice(devices(), choice())?.deviceId ?? choice()?.deviceId;
    try {
      const next = await capture(kind, deviceId, useVoiceSettings.getState());
      if (mine === attempt) adopt(next);
      else next.stop();
    } catch (error) {
      const failure = await explainFailure(error, kind);
      if (mine !== attempt) return false;
      // The plugs changed while it opened.
      if (canRetry(failure) && devices() !== seen) return start();
      fail(failure);
    }
    return mine === attempt && state.status === 'on';
  };

  const replaceLost = async () => {
    if (!(await start())) return;
    isLost = true;
    tellDeviceNews({ kind, change: 'lost', label: track()?.label ?? '' });
  };
  const onEnded = () => void replaceLost();

  const comeBack = async () => {
    if (!(await start()) || !isLost) return;
    isLost = false;
    tellDeviceNews({ kind, change: 'back', label: track()?.label ?? '' });
  };

  const onDevices = () => {
    if (state.status === 'failed' && canRetry(state.failure)) void start();
    const used = track()?.getSettings().deviceId;
    if (!used) return;
    const wanted = findDevice(devices(), choice());
    const isGone = devices().every(({ deviceId }) => deviceId !== used);
    if (wanted && wanted.deviceId !== used) void comeBack();
    else if (isGone && devices().length > 0) void replaceLost();
    else if (!wanted && defaultGroup(devices()) !== group) void comeBack();
  };

  return {
    state: () => state,
    open: async () => {
      if (state.status === 'on' || state.status === 'opening') return;
      stopWatching ??= useDevices.subscribe(onDevices);
      await start();
    },
    renew: async () => {
      isLost = false;
      if (state.status !== 'off') await start();
    },
    close: () => {
      attempt++;
      stopWatching?.();
      stopWatching = undefined;
      const old = track();
      if (state.status !== 'off') set({ status: 'off' });
      release(old);
    },
  };
};
