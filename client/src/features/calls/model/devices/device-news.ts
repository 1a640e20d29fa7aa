import type { DeviceKind } from './device-list.js';

/** A chosen device is gone and another one took over, or it is back. */
export interface DeviceNews {
  kind: DeviceKind;
  change: 'lost' | 'back';
  /** The device in use now; empty if the browser doesn't name it. */
  label: string;
}

const listeners = new Set<(news: DeviceNews) => void>();

export const onDeviceNews = (listener: (news: DeviceNews) => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const tellDeviceNews = (news: DeviceNews): void => {
  for (const listener of listeners) listener(news);
};
