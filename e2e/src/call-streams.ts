import type { Page } from 'playwright-core';
import { videoBytesPerSecond } from './calls.js';
import { eventually } from './steps.js';

/** The positions of the streams among the transceivers of a connection. */
const positions = { voice: 0, camera: 1, screen: 2 } as const;

/** Frames that have been decoded of each person's camera or screen. */
const framesOf = (page: Page, stream: 'camera' | 'screen'): Promise<number[]> =>
  page.evaluate(async (position) => {
    const open = window.recordedConnections.filter(({ signalingState }) => signalingState !== 'closed');
    const decoded = async (connection: RTCPeerConnection) => {
      const reports = await connection.getTransceivers()[position]?.receiver.getStats();
      let frames = 0;
      for (const report of (reports?.values() ?? []) as Iterable<Record<string, unknown>>)
        if (report.type === 'inbound-rtp') frames += Number(report.framesDecoded ?? 0);
      return frames;
    };
    return Promise.all(open.map(decoded));
  }, positions[stream]);

/** Resolves once new frames of exactly this many people arrive within a second. */
export const sees = (page: Page, stream: 'camera' | 'screen', people: number): Promise<unknown> =>
  eventually(
    async () => {
      const before = await framesOf(page, stream);
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
      const now = await framesOf(page, stream);
      return { before, now };
    },
    ({ before, now }) => now.filter((frames, index) => frames > (before[index] ?? 0)).length === people,
    30_000,
  );

/** The loudest level of each person's voice during a while; the fake microphone beeps about once a second. */
const voicesOf = (page: Page): Promise<number[]> =>
  page.evaluate(async (position) => {
    const receivers = window.recordedConnections
      .filter(({ signalingState }) => signalingState !== 'closed')
      .map((connection) => connection.getTransceivers()[position]?.receiver);
    // A source stays listed for ten seconds after its last packet.
    const levelOf = (receiver: RTCRtpReceiver | undefined): number => {
      const sources = receiver?.getSynchronizationSources() ?? [];
      const fresh = sources.filter(({ timestamp }) => timestamp > Date.now() - 500);
      return Math.max(0, ...fresh.map(({ audioLevel }) => audioLevel ?? 0));
    };
    let loudest = receivers.map(() => 0);
    const end = performance.now() + 1_600;
    while (performance.now() < end) {
      loudest = loudest.map((level, index) => Math.max(level, levelOf(receivers[index])));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return loudest;
  }, positions.voice);

/** Resolves once the voices of exactly this many people arrive, and the others are silent. */
export const hears = (page: Page, people: number): Promise<unknown> =>
  eventually(
    () => voicesOf(page),
    (levels) =>
      levels.filter((level) => level > 0.01).length === people &&
      levels.filter((level) => level < 0.001).length === levels.length - people,
    30_000,
  );

/** Resolves once the page gets no more pictures. */
export const isStill = (page: Page): Promise<unknown> =>
  eventually(
    () => videoBytesPerSecond(page),
    (bytes) => bytes === 0,
  );
