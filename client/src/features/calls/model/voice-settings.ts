import { z } from 'zod';
import { create } from 'zustand';
import { storage } from '@/shared/lib/storage';

const id = z.string().max(256);

/** A chosen device. Browsers may give it another `deviceId` later; then its label and group find it again. */
const deviceChoice = z.object({ deviceId: id, groupId: id, label: id });
export type DeviceChoice = z.infer<typeof deviceChoice>;

const choice = deviceChoice.nullable().catch(null);
const on = z.boolean().catch(true);
const percent = z.number().int().min(0).max(100);

export const suppressions = ['off', 'browser', 'standard', 'strong'] as const;
export type Suppression = (typeof suppressions)[number];

export const inputModes = ['open', 'voice', 'push-to-talk'] as const;

/** Decibels below full scale. */
export const sensitivityRange = { min: -80, max: -20 };

export const switchableSounds = ['join', 'leave', 'mute', 'disconnect'] as const;
export type SwitchableSound = (typeof switchableSounds)[number];

const noSounds = {};

/** Each part falls back to its default alone, so that one invalid value loses no other choice. */
const voiceSettings = z.object({
  microphone: choice,
  speaker: choice,
  camera: choice,
  echoCancellation: on,
  autoGain: on,
  suppression: z.enum(suppressions).catch('browser'),
  /** `open` sends all the time. `voice` sends above the sensitivity. */
  inputMode: z.enum(inputModes).catch('open'),
  sensitivity: z
    .union([z.literal('auto'), z.number().min(sensitivityRange.min).max(sensitivityRange.max)])
    .catch('auto'),
  /** The `code` of a key: independent of layout and input language. */
  talkKey: z.string().min(1).max(32).catch('Backquote'),
  /** Connect through relays only, which hides the network address from the other people. */
  hidesAddress: z.boolean().catch(false),
  sounds: z
    .preprocess((value) => value ?? noSounds, z.object({ join: on, leave: on, mute: on, disconnect: on }))
    .catch({ join: true, leave: true, mute: true, disconnect: true }),
  soundVolume: percent.catch(50),
});
export type VoiceSettings = z.infer<typeof voiceSettings>;

const key = 'voice-settings';
const longest = 8192;

const json = (text: string | null): unknown => {
  try {
    return JSON.parse(text && text.length <= longest ? text : '{}');
  } catch {
    return {};
  }
};

export const parseVoiceSettings = (text: string | null): VoiceSettings => {
  const parsed = voiceSettings.safeParse(json(text));
  return parsed.success ? parsed.data : voiceSettings.parse({});
};

/** The person's choices for voice and video on this device; `getState` and `subscribe` work without React. */
export const useVoiceSettings = create<VoiceSettings>(() => parseVoiceSettings(storage.get(key)));

export const changeVoiceSettings = (change: Partial<VoiceSettings>): void => {
  useVoiceSettings.setState(change);
  storage.set(key, JSON.stringify(useVoiceSettings.getState()));
};

storage.onOtherTab((changed, value) => {
  if (changed === key) useVoiceSettings.setState(parseVoiceSettings(value));
});
