import { newId } from '@maru/service-kit/ids';
import type { Logger } from '@maru/service-kit/logger';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { createFrameAdapter } from './frame-adapter.js';
import { PeerBeats } from './peer-beats.js';

const clusterMessage = z.object({
  from: z.string(),
  /** `lost`: a beat from a node that failed to send an earlier frame. */
  kind: z.enum(['beat', 'lost', 'changes', 'stopped']),
});
type Kind = z.infer<typeof clusterMessage>['kind'];

interface LinkEvents {
  /** Frames arrive again; earlier ones may have been lost. */
  restored: () => void;
  /** Another node has appended to the change log. */
  changes: () => void;
  /** Called on every beat while frames may be getting lost. */
  broken: () => void;
}

interface ClusterLinkOptions {
  url: string;
  log: Logger;
  /** Milliseconds between two beats, and between two checks of the other nodes' beats. */
  beatMs?: number;
}

const channel = 'maru:cluster';
const channelOfNode = (nodeId: string): string => `${channel}:${nodeId}`;
const silentBeats = 3;
/** Beats without a frame on an open connection after which it is replaced: TCP may not notice that it is dead. */
const deafBeats = 6;
const goneMs = 60_000;
const stopPatienceMs = 500;

const retryStrategy = (times: number): number => Math.min(50 * times, 500);

/**
 * The connection to other nodes over Redis. It is lossy, and buffers nothing while Redis is away. Every node sends beats to all nodes,
 * itself included, which show when something may have been lost.
 */
export class ClusterLink {
  readonly nodeId = newId();
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private readonly beats: PeerBeats;
  private readonly timer: NodeJS.Timeout;
  private readonly beatMs: number;
  private readonly listeners: { [E in keyof LinkEvents]: LinkEvents[E][] } = {
    restored: [],
    changes: [],
    broken: [],
  };
  private mayDeliver = () => true;
  private received: (text: string) => void = () => undefined;
  private hasLeft = false;
  private isWholeNow = false;
  /** Frames may have been lost since `restored` was last called. */
  private hasMissed = true;
  /** This node failed to send a frame and has to announce that to the others. */
  private hasLost = false;
  private heardItselfAt = performance.now();

  constructor(private readonly options: ClusterLinkOptions) {
    const { url, log, beatMs = 1_000 } = options;
    this.beatMs = beatMs;
    this.publisher = new Redis(url, { enableOfflineQueue: false, retryStrategy });
    this.subscriber = new Redis(url, { maxRetriesPerRequest: null, retryStrategy });
    for (const redis of [this.publisher, this.subscriber])
      redis
        .on('error', (error) => log.warn({ err: error }, 'redis connection failed'))
        .on('close', () => this.cut())
        // Subscriptions are not ready yet. If this beat comes too early for them, the next one arrives.
        .on('ready', () => void setTimeout(() => this.beat(), 20).unref());
    this.beats = new PeerBeats({ nodeId: this.nodeId, silenceMs: silentBeats * beatMs, goneMs });
    this.subscriber.on('message', (from, text) => {
      if (from === channel) this.hear(text);
      else if (from === channelOfNode(this.nodeId)) this.received(text);
    });
    this.subscriber.subscribe(channel, channelOfNode(this.nodeId)).catch(() => undefined);
    this.timer = setInterval(() => this.tick(), beatMs).unref();
  }

  /** True if every frame arrives, as far as this node can tell. */
  get isWhole(): boolean {
    return this.isWholeNow;
  }

  /** Nodes heard from recently, including this one. */
  get living(): string[] {
    return this.beats.living(performance.now());
  }

  /** The Socket.IO adapter. */
  get adapter() {
    const { publisher, subscriber } = this;
    return createFrameAdapter({
      publisher,
      subscriber,
      publish: (to, frame) => void this.publish(to, frame),
      acceptFrame: () => {
        const isAccepted = this.mayDeliver();
        this.hasMissed ||= !isAccepted;
        return isAccepted;
      },
    });
  }

  on<E extends keyof LinkEvents>(event: E, listener: LinkEvents[E]): void {
    this.listeners[event].push(listener);
  }

  /** Frames from other nodes are dropped while `mayDeliver` returns false. */
  guardFrames(mayDeliver: () => boolean): void {
    this.mayDeliver = mayDeliver;
  }

  /** Wakes the other nodes to read the change log. */
  announceChanges(): void {
    this.send('changes');
  }

  /** Sends to one node. Resolves with whether that node was there to receive it; rejects while the connection is broken. */
  async sendTo(nodeId: string, text: string): Promise<boolean> {
    if (this.publisher.status !== 'ready') throw new Error('the line to other nodes is broken');
    return (await this.publisher.publish(channelOfNode(nodeId), text)) > 0;
  }

  /** Registers the listener for frames that other nodes send to this node alone. */
  onReceived(listener: (text: string) => void): void {
    this.received = listener;
  }

  /** Announces that this node is leaving. Answers and broadcasts of work under way still go out. */
  leave(): void {
    clearInterval(this.timer);
    this.send('stopped');
    this.hasLeft = true;
  }

  async stop(): Promise<void> {
    this.leave();
    // A hanging connection must not keep the node from stopping.
    const quit = this.publisher.quit().catch(() => undefined);
    await Promise.race([quit, new Promise((resolve) => setTimeout(resolve, stopPatienceMs))]);
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }

  private tick(): void {
    this.beat();
    this.evaluate();
    if (!this.isWholeNow) this.notify('broken');
    if (performance.now() - this.heardItselfAt > deafBeats * this.beatMs) this.connectAgain();
  }

  private connectAgain(): void {
    this.heardItselfAt = performance.now();
    this.options.log.warn('this node does not hear itself; connecting to redis again');
    for (const redis of [this.publisher, this.subscriber]) redis.disconnect(true);
  }

  private evaluate(): void {
    this.isWholeNow = this.beats.check(performance.now());
    this.hasMissed ||= !this.isWholeNow;
    if (!this.isWholeNow || !this.hasMissed || !this.mayDeliver()) return;
    this.hasMissed = false;
    this.notify('restored');
  }

  private hear(text: string): void {
    const message = clusterMessage.safeParse(JSON.parse(text));
    if (!message.success) return;
    const { from, kind } = message.data;
    if (kind === 'stopped') return this.beats.left(from);
    this.beats.heard(from, performance.now());
    if (from === this.nodeId) this.heardItselfAt = performance.now();
    if (kind === 'changes' && from !== this.nodeId) this.notify('changes');
    this.hasMissed ||= kind === 'lost';
    if (this.hasMissed) this.evaluate();
  }

  private cut(): void {
    this.hasLost = true;
    this.hasMissed = true;
    this.isWholeNow = false;
    this.beats.cut();
  }

  private beat(): void {
    if (this.send(this.hasLost ? 'lost' : 'beat')) this.hasLost = false;
  }

  private send(kind: Kind): boolean {
    // A beat would make the others count on this node again.
    if (this.hasLeft) return false;
    return this.publish(channel, JSON.stringify({ from: this.nodeId, kind }));
  }

  /** Returns false if the frame is certainly lost. */
  private publish(to: string, frame: string | Buffer): boolean {
    if (this.publisher.status !== 'ready') {
      this.hasLost = true;
      return false;
    }
    this.publisher.publish(to, frame).catch(() => this.cut());
    return true;
  }

  private notify(event: keyof LinkEvents): void {
    for (const listener of this.listeners[event]) listener();
  }
}
