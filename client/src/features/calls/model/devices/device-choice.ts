import type { DeviceChoice } from '../voice-settings.js';
import type { Device } from './device-list.js';

/** Returns the chosen device among those that are plugged in; undefined means the system's default. */
export const findDevice = (devices: readonly Device[], choice: DeviceChoice | null): Device | undefined => {
  if (!choice) return undefined;
  const isSameLabel = ({ label }: Device) => label !== '' && label === choice.label;
  return (
    devices.find(({ deviceId }) => deviceId !== '' && deviceId === choice.deviceId) ??
    devices.find((device) => isSameLabel(device) && device.groupId === choice.groupId) ??
    devices.find(isSameLabel)
  );
};

/** Entries of Chromium that stand for another entry of the list. */
const aliases = new Set(['default', 'communications']);

/** Returns the devices that a person can choose. */
export const realDevices = (devices: readonly Device[]): Device[] =>
  devices.filter(({ deviceId, label }) => deviceId !== '' && label !== '' && !aliases.has(deviceId));

/** Returns a value that changes when the system's default moves to another device. */
export const defaultGroup = (devices: readonly Device[]): string | undefined =>
  devices.find(({ deviceId }) => deviceId === 'default')?.groupId;
