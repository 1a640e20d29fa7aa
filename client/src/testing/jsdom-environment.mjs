import { TestEnvironment } from 'jest-environment-jsdom';

/** Browser APIs that jsdom lacks, taken from Node. */
const webApis = [
  'fetch',
  'Request',
  'Response',
  'Headers',
  'TextEncoder',
  'TextDecoder',
  'ReadableStream',
  'WritableStream',
  'TransformStream',
  'structuredClone',
  'Uint8Array',
  'ArrayBuffer',
];

export default class JsdomEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of webApis) this.global[name] = globalThis[name];
    // Node's own would keep the test alive; there is only one tab here.
    this.global.BroadcastChannel = class extends this.global.EventTarget {
      postMessage() {}
      close() {}
    };
  }
}
