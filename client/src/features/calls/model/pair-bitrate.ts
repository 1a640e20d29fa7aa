import type { VideoQuality } from '@maru/contracts/socket/voice-signal';
import type { ScreenPreset } from './local-media.js';
import type { Slot } from './slots.js';

/** Limits of a sender, as `setParameters` takes them. */
export interface Encoding {
  maxBitrate: number;
  priority: RTCPriorityType;
  maxFramerate?: number;
  scaleResolutionDownBy?: number;
}

/** Everything that decides the limits of one stream to one person. */
export interface BitrateInput {
  slot: Slot;
  quality: VideoQuality;
  preset: ScreenPreset;
  /** People to whom the streams are sent. */
  peers: number;
  /** The camera and the screen are sent at once and share the budget. */
  isShared: boolean;
  /** Of `adapt`: 0 without trouble. */
  level: number;
  /** Height of the captured picture in pixels; undefined if unknown. */
  height: number | undefined;
}

interface Step {
  from: number;
  height: number;
  fps: number;
}

/** An ordinary uplink carries this much video in all; each person gets an equal part. */
const uplink = 4_000_000;
const factors = [1, 0.7, 0.5, 0.35, 0.25, 0.15];
export const worstLevel = factors.length - 1;
/** Text needs more than faces. */
const parts = { camera: 0.3, screen: 0.7 };

const ceilings = {
  camera: { auto: 1_200_000, high: 2_500_000 },
  text: { auto: 1_500_000, high: 2_500_000 },
  motion: { auto: 2_500_000, high: 4_000_000 },
};
const floors = { camera: 80_000, screen: 200_000 };
const low: Record<'camera' | 'screen', Encoding & Step> = {
  camera: { maxBitrate: 60_000, priority: 'low', from: 0, height: 90, fps: 8 },
  screen: { maxBitrate: 150_000, priority: 'low', from: 0, height: 360, fps: 5 },
};

const cameraSteps: Step[] = [
  { from: 900_000, height: 720, fps: 30 },
  { from: 400_000, height: 480, fps: 30 },
  { from: 180_000, height: 270, fps: 20 },
  { from: 0, height: 180, fps: 12 },
];
/** Sharp at all times: only the frames get fewer. */
const textSteps: Step[] = [
  { from: 800_000, height: Infinity, fps: 15 },
  { from: 400_000, height: Infinity, fps: 10 },
  { from: 0, height: Infinity, fps: 5 },
];
const motionSteps: Step[] = [
  { from: 2_000_000, height: 1080, fps: 60 },
  { from: 1_000_000, height: 720, fps: 30 },
  { from: 500_000, height: 480, fps: 30 },
  { from: 0, height: 360, fps: 30 },
];
const autoSteps: Step[] = [
  { from: 1_000_000, height: 1080, fps: 30 },
  { from: 500_000, height: 720, fps: 15 },
  { from: 0, height: 540, fps: 10 },
];

const stepsOf = ({ slot, preset }: BitrateInput) => {
  if (slot === 'camera') return cameraSteps;
  if (preset === 'text') return textSteps;
  return preset === 'motion' ? motionSteps : autoSteps;
};

const factorOf = (level: number) => factors[level] ?? 1;

/** Sound comes before every picture: it keeps 32 kb/s, whatever happens, and gets up to 64 (of a share, 96). */
function soundEncoding({ slot, peers, level }: BitrateInput): Encoding {
  const isSpeech = slot === 'audio';
  if (level >= 3 || peers > 8) return { maxBitrate: 32_000, priority: 'high' };
  if (level >= 1 || peers > 4) return { maxBitrate: isSpeech ? 40_000 : 64_000, priority: 'high' };
  return { maxBitrate: isSpeech ? 64_000 : 96_000, priority: 'high' };
}

function pictureBitrate(input: BitrateInput, slot: 'camera' | 'screen') {
  const ceiling = ceilings[slot === 'camera' ? 'camera' : input.preset === 'text' ? 'text' : 'motion'];
  const wish = input.quality === 'high' ? { weight: 2, max: ceiling.high } : { weight: 1, max: ceiling.auto };
  const part = input.isShared ? parts[slot] : 1;
  const fair = (uplink / Math.max(1, input.peers)) * part * wish.weight;
  return Math.round(Math.max(floors[slot], Math.min(wish.max, fair) * factorOf(input.level)));
}

const scaleTo = (height: number, source: number | undefined) =>
  source === undefined ? 1 : Math.max(1, Math.round((source / Math.min(height, source)) * 100) / 100);

function pictureEncoding(input: BitrateInput, slot: 'camera' | 'screen'): Encoding {
  const isLow = input.quality === 'low';
  const maxBitrate = isLow ? low[slot].maxBitrate : pictureBitrate(input, slot);
  const step = isLow ? low[slot] : stepsOf(input).find(({ from }) => maxBitrate >= from);
  return {
    maxBitrate,
    priority: 'low',
    maxFramerate: step?.fps,
    scaleResolutionDownBy: scaleTo(step?.height ?? Infinity, input.height),
  };
}

/** Returns the limits of one stream to one person. The same input gives the same limits. */
export function encodingOf(input: BitrateInput): Encoding {
  const { slot } = input;
  return slot === 'audio' || slot === 'screenAudio' ? soundEncoding(input) : pictureEncoding(input, slot);
}

/** Measured on the way to one person. */
export interface Network {
  /** Lost packets of the sent streams, in percent. */
  lossPercent: number;
  /** The browser's estimate of the way, in bits per second. */
  available: number | undefined;
  /** Sum of the limits in force. */
  allowed: number;
  /** The encoder holds back for lack of bandwidth. */
  isBandwidthLimited: boolean;
  /** The computer can't encode fast enough. */
  isCpuLimited: boolean;
}

export interface Adaptation {
  level: number;
  bad: number;
  good: number;
}

export const unadapted: Adaptation = { level: 0, bad: 0, good: 0 };

/** Two bad samples take a step down, five good ones a step up; the band between holds, so that the level does not swing. */
const steps = { badSamples: 2, goodSamples: 5, badLoss: 8, goodLoss: 2, starved: 0.4, enough: 0.8 };

export function adapt(previous: Adaptation, network: Network): Adaptation {
  const ratio = network.available === undefined ? 1 : network.available / Math.max(1, network.allowed);
  const isShort = (share: number) => network.isBandwidthLimited && ratio < share;
  const isBad = network.lossPercent >= steps.badLoss || isShort(steps.starved) || network.isCpuLimited;
  if (isBad) return step(previous, 'bad');
  const isGood = network.lossPercent <= steps.goodLoss && !isShort(steps.enough);
  return isGood ? step(previous, 'good') : { ...previous, bad: 0, good: 0 };
}

function step({ level, bad, good }: Adaptation, kind: 'bad' | 'good'): Adaptation {
  if (kind === 'bad') {
    const isDue = bad + 1 >= steps.badSamples;
    return isDue
      ? { level: Math.min(worstLevel, level + 1), bad: 0, good: 0 }
      : { level, bad: bad + 1, good: 0 };
  }
  const isDue = good + 1 >= steps.goodSamples;
  return isDue ? { level: Math.max(0, level - 1), bad: 0, good: 0 } : { level, bad: 0, good: good + 1 };
}
