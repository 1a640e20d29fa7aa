import { useVoiceSettings, type Suppression, type VoiceSettings } from '../voice-settings.js';
import { createVoiceGraph, type VoiceGraph } from './voice-graph.js';
import type { VoiceGate, VoiceLevel } from './voice-level.js';
import { isBroken, nextSilence } from './watchdog.js';

/** `bypassed`: it failed, so the voice goes out as the browser gives it. */
export type SuppressionState = 'off' | 'starting' | 'running' | 'bypassed';

/** Turns the microphone's track into the one to send: itself while nothing has to be processed. */
export interface VoiceChain {
  /** The track to send; undefined without a microphone. */
  track(): MediaStreamTrack | undefined;
  suppression(): SuppressionState;
  setRaw(raw: MediaStreamTrack | undefined): void;
  setAudible(isAudible: boolean): void;
  /** Follows changed settings. */
  update(now: VoiceSettings, before: VoiceSettings): void;
  close(): void;
}

interface Options {
  onChange: () => void;
  onLevel: (level: VoiceLevel) => void;
  /** Tests have no audio thread. */
  createGraph?: typeof createVoiceGraph;
}

const inWorklet = ({ suppression }: VoiceSettings) => suppression === 'standard' || suppression === 'strong';
const gateOf = ({ inputMode, sensitivity }: VoiceSettings): VoiceGate => ({
  isGated: inputMode === 'voice',
  sensitivity,
});

/** The suppressors work at this rate only. */
const sampleRate = 48_000;

export const createVoiceChain = ({
  onChange,
  onLevel,
  createGraph = createVoiceGraph,
}: Options): VoiceChain => {
  let raw: MediaStreamTrack | undefined;
  /** A copy, because the original must be heard for the level while nothing is sent. */
  let plain: MediaStreamTrack | undefined;
  let graph: VoiceGraph | undefined;
  let context: AudioContext | undefined;
  let isAudible = true;
  let isBypassed = false;
  let silentMs = 0;
  /** The suppression of the graph, which may still be that before a change. */
  let inGraph: Suppression = 'off';
  /** Only the result of the latest build counts. */
  let build = 0;

  const settings = () => useVoiceSettings.getState();
  const needsGraph = () => settings().inputMode === 'voice' || (inWorklet(settings()) && !isBypassed);
  const isRunning = () => graph !== undefined && context?.state === 'running';

  const publish = () => {
    for (const track of [plain, graph?.track]) if (track) track.enabled = isAudible;
    onChange();
  };

  const replaceGraph = (next: VoiceGraph | undefined) => {
    const old = graph;
    graph = next;
    silentMs = 0;
    publish();
    old?.close();
  };

  const listen = (level: VoiceLevel) => {
    silentMs = nextSilence(silentMs, level);
    if (isBroken(silentMs) && inWorklet(settings()) && !isBypassed) bypass();
    else onLevel(level);
  };

  /** A page that has had no click gets no running context; the voice then goes out unprocessed. */
  const runningContext = (): AudioContext => {
    if (!context) {
      context = new AudioContext({ sampleRate });
      context.addEventListener('statechange', publish);
    }
    if (context.state !== 'running') void context.resume().catch(() => undefined);
    return context;
  };

  const rebuild = async () => {
    const mine = ++build;
    if (!raw) return;
    const suppression = isBypassed ? 'off' : settings().suppression;
    try {
      const options = { suppression, gate: gateOf(settings()), onLevel: listen };
      const next = await createGraph(runningContext(), raw, options);
      if (mine !== build) return next.close();
      next.setGate(gateOf(settings()));
      inGraph = suppression;
      replaceGraph(next);
    } catch {
      if (mine !== build) return;
      if (inWorklet(settings()) && !isBypassed) bypass();
      else replaceGraph(undefined);
    }
  };

  const bypass = () => {
    isBypassed = true;
    publish();
    void rebuild();
  };

  const suppression = (): SuppressionState => {
    if (!inWorklet(settings())) return 'off';
    if (isBypassed) return 'bypassed';
    return isRunning() && inGraph === settings().suppression ? 'running' : 'starting';
  };

  const setRaw = (next: MediaStreamTrack | undefined) => {
    const old = plain;
    raw = next;
    plain = next?.clone();
    replaceGraph(undefined);
    old?.stop();
    void rebuild();
  };

  return {
    track: () => (needsGraph() && isRunning() ? graph?.track : plain),
    suppression,
    setRaw,
    setAudible: (next) => {
      isAudible = next;
      publish();
    },
    update: (now, before) => {
      graph?.setGate(gateOf(now));
      if (now.suppression !== before.suppression) {
        isBypassed = false;
        void rebuild();
      }
      publish();
    },
    close: () => {
      setRaw(undefined);
      void context?.close().catch(() => undefined);
      context = undefined;
    },
  };
};
