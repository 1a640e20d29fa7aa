import { useEffect } from 'react';
import { mediaDevices, refreshDevices, useDevices, watchDevices } from '../../model/devices/device-list';
import { realDevices } from '../../model/devices/device-choice';
import type { DeviceKind } from '../../model/devices/device-list';

/** Returns the plugged devices of a kind, and keeps the list up to date while it is shown. */
export const useDeviceList = (kind: DeviceKind) => {
  useEffect(() => watchDevices(), []);
  const listed = useDevices((devices) => devices[kind]);
  const devices = realDevices(listed);
  return { devices, areNamesHidden: listed.length > 0 && devices.length === 0 };
};

/** Asks for permission, which gives devices their names, and frees the devices at once. A refusal changes nothing. */
export const askForNames = async (): Promise<void> => {
  for (const wish of [{ audio: true }, { video: true }]) {
    const stream = await mediaDevices()
      ?.getUserMedia(wish)
      .catch(() => undefined);
    stream?.getTracks().forEach((track) => track.stop());
  }
  await refreshDevices().catch(() => undefined);
};

/** Returns whether pages can choose the speakers; some browsers leave it to the system. */
export const canChooseSpeaker = (): boolean => 'setSinkId' in HTMLMediaElement.prototype;
