import type { Browser, Page } from 'playwright-core';
import { openWindow, type Window, type WindowOptions } from './browser.js';
import { signedInState, type Person } from './people.js';
import { eventually } from './steps.js';

/** Fake devices at a size that two cores can encode for four pages; candidates on a machine without a network. */
export const mediaFlags = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream=fps=10',
  '--allow-loopback-in-peer-connection',
  '--autoplay-policy=no-user-gesture-required',
];

/** A name and password for a TURN server. */
export interface TurnCredentials {
  username: string;
  credential: string;
}

declare global {
  interface Window {
    /** Every peer connection that the page has made. */
    recordedConnections: RTCPeerConnection[];
    /** Every track that the page has captured. */
    recordedTracks: MediaStreamTrack[];
    /** With a port, connections use only the TURN server behind it, over UDP. */
    onlyTurnPort: number | undefined;
    /** The newest credentials that the page has used. */
    turnUsername: string | undefined;
    /** Credentials in place of those with that name. */
    lentCredentials: (TurnCredentials & { insteadOf: string | undefined }) | undefined;
  }
}

/** Runs in the page before its scripts: records connections and captured tracks, asks for small pictures, and narrows the ways of ICE. */
const record = (): void => {
  window.recordedConnections = [];
  window.recordedTracks = [];
  const lent = (server: RTCIceServer): RTCIceServer => {
    window.turnUsername = server.username ?? window.turnUsername;
    const { insteadOf, ...credentials } = window.lentCredentials ?? {};
    return server.username && server.username === insteadOf ? { ...server, ...credentials } : server;
  };
  const narrow = (config: RTCConfiguration = {}): RTCConfiguration => {
    const servers = (config.iceServers ?? []).map(lent);
    const { onlyTurnPort } = window;
    if (onlyTurnPort === undefined) return { ...config, iceServers: servers };
    const iceServers = servers.flatMap((server) => {
      const urls = [server.urls].flat().filter((url) => url.startsWith('turn:') && url.includes('udp'));
      return urls.length === 0
        ? []
        : [{ ...server, urls: urls.map((url) => url.replace(/:\d+\?/, `:${onlyTurnPort}?`)) }];
    });
    return { ...config, iceServers, iceTransportPolicy: 'relay' };
  };
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(config?: RTCConfiguration) {
      super(narrow(config));
      window.recordedConnections.push(this);
    }

    override setConfiguration(config?: RTCConfiguration): void {
      super.setConfiguration(narrow(config));
    }
  };
  const { mediaDevices } = navigator;
  const capture = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const video = constraints?.video
      ? { ...(constraints.video === true ? {} : constraints.video), width: 320, height: 180, frameRate: 10 }
      : false;
    // The beep of the fake microphone needs no processing, which takes a tenth of a core per page.
    const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    const audio = constraints?.audio
      ? { ...(constraints.audio === true ? {} : constraints.audio), ...raw }
      : false;
    const stream = await capture({ ...constraints, audio, video });
    window.recordedTracks.push(...stream.getTracks());
    return stream;
  };
  const captureScreen = mediaDevices.getDisplayMedia.bind(mediaDevices);
  mediaDevices.getDisplayMedia = async (options) => {
    const stream = await captureScreen({ ...options, video: { width: 320, height: 180, frameRate: 10 } });
    window.recordedTracks.push(...stream.getTracks());
    return stream;
  };
};

/** Opens a page of a signed-in person with a microphone and a camera. */
export const openForCalls = async (
  browser: Browser,
  person: Person,
  {
    path,
    options = {},
    prepare,
  }: {
    path: string;
    options?: WindowOptions;
    /** Called before the page opens. */
    prepare?: (page: Page) => Promise<unknown>;
  },
): Promise<Window> => {
  const window = await openWindow(browser, {
    // Without a graphics card, a large picture costs more than its streams.
    viewport: { width: 800, height: 600 },
    permissions: ['camera', 'microphone'],
    ...options,
    state: await signedInState(person),
    script: record,
  });
  // Pages with streams leave little of two cores for those that load.
  window.page.setDefaultTimeout(60_000);
  await prepare?.(window.page);
  await window.page.goto(path);
  // A preparation stays in the context, which no other story may get then.
  return prepare ? { ...window, close: () => window.context.close() } : window;
};

/** The open connections of a page. */
export const connectionsOf = (page: Page): Promise<{ state: string; transceivers: number }[]> =>
  page.evaluate(() =>
    window.recordedConnections
      .filter(({ signalingState }) => signalingState !== 'closed')
      .map((connection) => ({
        state: connection.connectionState,
        transceivers: connection.getTransceivers().length,
      })),
  );

/** Resolves once the page is connected to exactly this many others. */
export const isConnectedTo = (page: Page, others: number, timeoutMs = 60_000): Promise<unknown> =>
  eventually(
    () => connectionsOf(page),
    (all) => all.length === others && all.every(({ state }) => state === 'connected'),
    timeoutMs,
  );

/** Sums a counter of the streams that a page receives. */
const receivedOf = (page: Page, kind: 'audio' | 'video', counter: 'framesDecoded' | 'bytesReceived') =>
  page.evaluate(
    async ([wantedKind, name]) => {
      let sum = 0;
      for (const connection of window.recordedConnections) {
        if (connection.signalingState === 'closed') continue;
        for (const report of (await connection.getStats()).values() as Iterable<Record<string, unknown>>)
          if (report.type === 'inbound-rtp' && report.kind === wantedKind) sum += Number(report[name] ?? 0);
      }
      return sum;
    },
    [kind, counter] as const,
  );

export const framesSeenBy = (page: Page): Promise<number> => receivedOf(page, 'video', 'framesDecoded');

/** Resolves once the page decodes new frames; a connection that replaces another counts from zero. */
export const seesVideo = async (page: Page, timeoutMs = 30_000): Promise<void> => {
  let last = await framesSeenBy(page);
  let seen = 0;
  await eventually(
    async () => {
      const now = await framesSeenBy(page);
      seen += Math.max(0, now - last);
      last = now;
      return seen;
    },
    (frames) => frames > 3,
    timeoutMs,
  );
};

/** Bytes of video that the page receives per second, over one second. */
export const videoBytesPerSecond = async (page: Page): Promise<number> => {
  const before = await receivedOf(page, 'video', 'bytesReceived');
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
  return (await receivedOf(page, 'video', 'bytesReceived')) - before;
};

/** The loudest level of received voices during a while; the fake microphone beeps about once a second. */
export const levelHeardBy = (page: Page, ms = 1_600): Promise<number> =>
  page.evaluate(async (duration) => {
    const receivers = () =>
      window.recordedConnections
        .filter(({ signalingState }) => signalingState !== 'closed')
        .flatMap((connection) => connection.getReceivers())
        .filter(({ track }) => track.kind === 'audio');
    // A source stays listed for ten seconds after its last packet.
    const isFresh = ({ timestamp }: RTCRtpContributingSource) => timestamp > Date.now() - 500;
    const levels = () =>
      receivers().flatMap((receiver) =>
        receiver
          .getSynchronizationSources()
          .filter(isFresh)
          .map(({ audioLevel }) => audioLevel ?? 0),
      );
    const end = performance.now() + duration;
    let loudest = 0;
    while (performance.now() < end) {
      loudest = Math.max(loudest, ...levels());
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return loudest;
  }, ms);

/** Resolves once the page hears a voice. */
export const hearsVoices = (page: Page, timeoutMs = 30_000): Promise<unknown> =>
  eventually(
    () => levelHeardBy(page),
    (level) => level > 0.01,
    timeoutMs,
  );

export const hearsNothing = (page: Page): Promise<unknown> =>
  eventually(
    () => levelHeardBy(page),
    (level) => level < 0.001,
    30_000,
  );

/** The captured tracks that still hold a device. */
export const devicesHeldBy = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    window.recordedTracks.filter(({ readyState }) => readyState === 'live').map(({ kind }) => kind),
  );

/** Closes the page's connections underneath the product, as a browser under pressure may. */
export const closeConnections = (page: Page): Promise<void> =>
  page.evaluate(() => window.recordedConnections.forEach((connection) => connection.close()));

/** Closes the page's connections; later ones use only the TURN server at the port. */
export const narrowToRelay = async (page: Page, port: number): Promise<void> => {
  await page.evaluate((turnPort) => {
    window.onlyTurnPort = turnPort;
  }, port);
  await closeConnections(page);
};

/** Closes the page's connections; later ones use these credentials until the product has fetched others. */
export const lendCredentials = async (page: Page, credentials: TurnCredentials): Promise<void> => {
  await page.evaluate((lent) => {
    window.lentCredentials = { ...lent, insteadOf: window.turnUsername };
  }, credentials);
  await closeConnections(page);
};

/** The relay of the page's newest connection: its port, and the name that signs in to it. */
export const relayOf = (page: Page): Promise<{ port: number; username: string }> =>
  page.evaluate(() => {
    const { iceServers = [] } = window.recordedConnections.at(-1)?.getConfiguration() ?? {};
    const { urls = [], username = '' } = iceServers.find((server) => server.username) ?? {};
    return { port: Number(/:(\d+)\?/.exec([urls].flat().join(' '))?.[1]), username };
  });

/** The number of connections that the page has made, open or not. */
export const connectionsMadeBy = (page: Page): Promise<number> =>
  page.evaluate(() => window.recordedConnections.length);

/** The state of the connection that the page has made last. */
export const newestStateOf = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => window.recordedConnections.at(-1)?.connectionState);

/** The kinds of the page's own addresses that its open connections use: `host`, `relay`, … */
export const routesOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const routes: string[] = [];
    for (const connection of window.recordedConnections) {
      if (connection.signalingState === 'closed') continue;
      const reports = (await connection.getStats()) as unknown as Map<string, Record<string, string>>;
      const transport = [...reports.values()].find(({ type }) => type === 'transport');
      const pair = reports.get(transport?.selectedCandidatePairId ?? '');
      routes.push(reports.get(pair?.localCandidateId ?? '')?.candidateType ?? 'none');
    }
    return routes;
  });

/** The addresses that the other side of the page's newest connection has named, as lines of SDP. */
export const candidatesHeardBy = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const sdp = window.recordedConnections.at(-1)?.remoteDescription?.sdp ?? '';
    return sdp.split('\r\n').filter((line) => line.startsWith('a=candidate:'));
  });
