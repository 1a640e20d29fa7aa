import { create } from 'zustand';

export type DeviceKind = 'microphone' | 'camera' | 'speaker';

/** A device as the browser lists it. Without permission, id and label are empty. */
export interface Device {
  deviceId: string;
  groupId: string;
  label: string;
}

type DeviceList = Record<DeviceKind, readonly Device[]>;

const kinds: Record<MediaDeviceKind, DeviceKind> = {
  audioinput: 'microphone',
  videoinput: 'camera',
  audiooutput: 'speaker',
};

/** The most devices of a kind that are listed. */
const most = 64;

export const useDevices = create<DeviceList>(() => ({ microphone: [], camera: [], speaker: [] }));

/** `mediaDevices` is absent on pages without a secure origin. */
export const mediaDevices = (): MediaDevices | undefined =>
  (navigator as { mediaDevices?: MediaDevices }).mediaDevices;

let latest = 0;

export const refreshDevices = async (): Promise<void> => {
  const mine = ++latest;
  const found = await (mediaDevices()?.enumerateDevices() ?? []);
  if (mine !== latest) return;
  const next: Record<DeviceKind, Device[]> = { microphone: [], camera: [], speaker: [] };
  for (const { kind, deviceId, groupId, label } of found) {
    const list = next[kinds[kind]];
    if (list.length < most) list.push({ deviceId, groupId, label });
  }
  // Watchers retry a device when the list has changed, not after every look at it.
  if (JSON.stringify(next) !== JSON.stringify(useDevices.getState())) useDevices.setState(next, true);
};

/** One plug fires several events, one per kind and profile. */
const debounceMs = 300;

let watchers = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

const onDeviceChange = () => {
  clearTimeout(timer);
  timer = setTimeout(() => void refreshDevices().catch(() => undefined), debounceMs);
};

/** Keeps the list of devices up to date until the returned function is called. */
export const watchDevices = (): (() => void) => {
  if (watchers++ === 0) mediaDevices()?.addEventListener('devicechange', onDeviceChange);
  void refreshDevices().catch(() => undefined);
  let isOver = false;
  return () => {
    if (isOver) return;
    isOver = true;
    if (--watchers > 0) return;
    clearTimeout(timer);
    mediaDevices()?.removeEventListener('devicechange', onDeviceChange);
  };
};
