import type { Suppression } from '../voice-settings.js';

export interface Suppressor {
  node: AudioWorkletNode;
  close(): void;
}

type Loader = (context: AudioContext) => Promise<Suppressor>;

/** The microphone is opened with one channel. */
const maxChannels = 1;

/** Neither the library nor its files are loaded before the first use. */
const load = () => Promise.all([import('@sapphi-red/web-noise-suppressor'), import('./suppressor-files.js')]);

const standard: Loader = async (context) => {
  const [{ RnnoiseWorkletNode, loadRnnoise }, { rnnoiseFiles }] = await load();
  const files = await rnnoiseFiles();
  const [wasmBinary] = await Promise.all([loadRnnoise(files), context.audioWorklet.addModule(files.worklet)]);
  const node = new RnnoiseWorkletNode(context, { wasmBinary, maxChannels });
  return { node, close: () => node.destroy() };
};

const strong: Loader = async (context) => {
  const [{ GtcrnWorkletNode, loadGtcrn }, { gtcrnFiles }] = await load();
  const files = await gtcrnFiles();
  const [wasmBinary] = await Promise.all([loadGtcrn(files), context.audioWorklet.addModule(files.worklet)]);
  const node = new GtcrnWorkletNode(context, { wasmBinary, maxChannels });
  return { node, close: () => node.destroy() };
};

/** Suppressors that run in the page. */
export const suppressors: Partial<Record<Suppression, Loader>> = { standard, strong };
