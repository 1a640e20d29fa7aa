import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { waitFor } from '@testing-library/dom';
import { aMicrophone, FakeMediaDevices } from '@/testing/calls/fake-devices';
import { changeVoiceSettings, parseVoiceSettings, useVoiceSettings } from '../voice-settings';
import { createVoiceChain, type VoiceChain } from './voice-chain';
import type { GraphOptions, VoiceGraph } from './voice-graph';

class FakeContext extends EventTarget {
  state: AudioContextState = 'running';
  resume = () => Promise.resolve();
  close = () => Promise.resolve();
}

let devices: FakeMediaDevices;
let chain: VoiceChain;
let context: FakeContext;
let graphs: { options: GraphOptions; track: MediaStreamTrack }[];
let failing: boolean;
let stop: () => void;

const openTrack = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: {} });
  const [track] = stream.getTracks();
  if (!track) throw new Error('no track');
  return track;
};

const createGraph = async (
  _context: AudioContext,
  _raw: unknown,
  options: GraphOptions,
): Promise<VoiceGraph> => {
  if (failing && options.suppression !== 'off') throw new Error('no worklet');
  const track = await openTrack();
  graphs.push({ options, track });
  return { track, setGate: () => undefined, close: () => track.stop() };
};

const level = (isSilent: boolean) => ({ db: -100, rawDb: -30, isSilent, isVoice: false, ms: 32 });
const report = (isSilent: boolean, count: number) => {
  const { options } = graphs.at(-1) ?? {};
  for (let i = 0; i < count; i++) options?.onLevel(level(isSilent));
};

beforeEach(async () => {
  changeVoiceSettings(parseVoiceSettings(null));
  devices = new FakeMediaDevices([aMicrophone('마이크')]);
  context = new FakeContext();
  Object.assign(globalThis, { AudioContext: jest.fn(() => context) });
  graphs = [];
  failing = false;
  chain = createVoiceChain({ onChange: () => undefined, onLevel: () => undefined, createGraph });
  stop = useVoiceSettings.subscribe((now, before) => chain.update(now, before));
  chain.setRaw(await openTrack());
  await waitFor(() => expect(graphs).toHaveLength(1));
});
afterEach(() => {
  stop();
  chain.close();
});

const isProcessed = () => chain.track() === graphs.at(-1)?.track;

describe('the voice', () => {
  it('goes out plain while nothing has to be processed', () => {
    expect(chain.suppression()).toBe('off');
    expect(isProcessed()).toBe(false);
  });

  it('is processed once suppression runs', async () => {
    changeVoiceSettings({ suppression: 'standard' });
    expect(chain.suppression()).toBe('starting');
    await waitFor(() => expect(chain.suppression()).toBe('running'));
    expect(isProcessed()).toBe(true);
    expect(graphs.at(-1)?.options.suppression).toBe('standard');
  });

  it('goes out plain while the browser suspends the audio context', async () => {
    changeVoiceSettings({ suppression: 'standard' });
    await waitFor(() => expect(isProcessed()).toBe(true));
    context.state = 'suspended';
    expect(isProcessed()).toBe(false);
    expect(chain.track()?.readyState).toBe('live');
  });

  it('bypasses a suppressor that turns a signal into zeros', async () => {
    changeVoiceSettings({ suppression: 'strong' });
    await waitFor(() => expect(chain.suppression()).toBe('running'));
    report(true, 40);
    expect(chain.suppression()).toBe('bypassed');
    expect(isProcessed()).toBe(false);
    await waitFor(() => expect(graphs.at(-1)?.options.suppression).toBe('off'));
    expect(chain.track()?.readyState).toBe('live');
  });

  it('bypasses a suppressor that does not load, until another is chosen', async () => {
    failing = true;
    changeVoiceSettings({ suppression: 'strong' });
    await waitFor(() => expect(chain.suppression()).toBe('bypassed'));
    failing = false;
    changeVoiceSettings({ suppression: 'standard' });
    await waitFor(() => expect(chain.suppression()).toBe('running'));
  });

  it('stays muted through every change', async () => {
    chain.setAudible(false);
    changeVoiceSettings({ suppression: 'standard' });
    await waitFor(() => expect(chain.suppression()).toBe('running'));
    expect(chain.track()?.enabled).toBe(false);
    report(true, 40);
    expect(chain.track()?.enabled).toBe(false);
  });

  it('leaves no open track behind', async () => {
    changeVoiceSettings({ suppression: 'standard' });
    await waitFor(() => expect(chain.suppression()).toBe('running'));
    chain.close();
    // The device itself belongs to its source.
    await waitFor(() => expect(devices.live()).toHaveLength(1));
  });
});
