import type { VoiceSettings } from '../voice-settings.js';
import { isOfOneDevice } from './device-failure.js';
import { mediaDevices } from './device-list.js';

export type CaptureKind = 'microphone' | 'camera';

/** Two suppressors in a row hurt the voice: the browser's own is off while the worklet runs. */
const audio = (settings: VoiceSettings): MediaTrackConstraints => ({
  echoCancellation: settings.echoCancellation,
  autoGainControl: settings.autoGain,
  noiseSuppression: settings.suppression === 'browser',
  channelCount: { ideal: 1 },
  sampleRate: { ideal: 48_000 },
});

const video: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
};

const open = async (kind: CaptureKind, constraints: MediaTrackConstraints): Promise<MediaStreamTrack> => {
  const devices = mediaDevices();
  if (!devices) throw new DOMException('this page may not use devices', 'SecurityError');
  const stream = await devices.getUserMedia(
    kind === 'microphone' ? { audio: constraints } : { video: constraints },
  );
  const [track] = stream.getTracks();
  if (!track) throw new Error('the browser gave no track');
  // Unplugged before anyone could notice.
  if (track.readyState === 'ended') throw new DOMException('the device is gone', 'NotFoundError');
  return track;
};

/** Opens the device with this id, or the system's default if there is none or it doesn't open. */
export const capture = async (
  kind: CaptureKind,
  deviceId: string | undefined,
  settings: VoiceSettings,
): Promise<MediaStreamTrack> => {
  const constraints = kind === 'microphone' ? audio(settings) : video;
  if (!deviceId) return open(kind, constraints);
  try {
    return await open(kind, { ...constraints, deviceId: { exact: deviceId } });
  } catch (error) {
    if (isOfOneDevice(error)) return open(kind, constraints);
    throw error;
  }
};
