import { findDevice } from './devices/device-choice.js';
import { useDevices, watchDevices } from './devices/device-list.js';
import { tellDeviceNews } from './devices/device-news.js';
import { useVoiceSettings } from './voice-settings.js';

const wanted = () => findDevice(useDevices.getState().speaker, useVoiceSettings.getState().speaker);

/** Calls `apply` with the `sinkId` of the chosen speakers, now and after every change; empty means the system's default. */
export const watchSpeaker = (apply: (sinkId: string) => void): (() => void) => {
  const stopDevices = watchDevices();
  let applied: string | undefined;
  let isLost = false;

  const update = () => {
    const device = wanted();
    const sinkId = device?.deviceId ?? '';
    if (sinkId === applied) return undefined;
    applied = sinkId;
    apply(sinkId);
    return { device };
  };
  const onDevices = () => {
    const change = update();
    if (!change) return;
    if (!change.device) tellDeviceNews({ kind: 'speaker', change: 'lost', label: '' });
    else if (isLost) tellDeviceNews({ kind: 'speaker', change: 'back', label: change.device.label });
    isLost = !change.device;
  };
  const stopChoice = useVoiceSettings.subscribe((now, before) => {
    if (now.speaker === before.speaker) return;
    isLost = false;
    update();
  });
  const stopList = useDevices.subscribe(onDevices);
  update();
  return () => {
    stopDevices();
    stopChoice();
    stopList();
  };
};

/** Sends an element's sound to the speakers; browsers without a choice of speakers keep the default. */
export const setSpeaker = (element: HTMLMediaElement, sinkId: string): void => {
  if ('setSinkId' in element) void element.setSinkId(sinkId).catch(() => undefined);
};
