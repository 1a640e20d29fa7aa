// Files of this site, never inlined: the page runs no scripts from `data:`.
const rnnoise = () =>
  Promise.all([
    import('@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url&no-inline'),
    import('@sapphi-red/web-noise-suppressor/rnnoise.wasm?url&no-inline'),
    import('@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url&no-inline'),
  ]);

const gtcrn = () =>
  Promise.all([
    import('@sapphi-red/web-noise-suppressor/gtcrnWorklet.js?url&no-inline'),
    import('@sapphi-red/web-noise-suppressor/gtcrn.wasm?url&no-inline'),
  ]);

export const rnnoiseFiles = async () => {
  const [worklet, wasm, simd] = await rnnoise();
  return { worklet: worklet.default, url: wasm.default, simdUrl: simd.default };
};

export const gtcrnFiles = async () => {
  const [worklet, wasm] = await gtcrn();
  return { worklet: worklet.default, url: wasm.default };
};
