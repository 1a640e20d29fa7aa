import { newId } from '@maru/service-kit/ids';
import type { Logger } from '@maru/service-kit/logger';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { createFrameAdapter } from './frame-adapter.js';
import { PeerBeats } from './peer-beats.js';

const clusterMessage = z.object({
  from: z.string(),
  /** `lost`: a beat of a node that could not send everything before. */
  kind: z.enum(['beat', 'lost', 'changes', 'stopped']),
});
type Kind = z.infer<typeof clusterMessage>['kind'];

interface LinkEvents {
  /** Frames arrive, and some may not have before. */
  restored: () => void;
  /** Another node has appended to the change log. */
  changes: () => void;
  /** Called with every beat while frames may be getting lost. */
  broken: () => void;
}

interface ClusterLinkOptions {
  url: string;
  log: Logger;
  /** How often a node says that it lives, and looks whether the others do. */
  beatMs?: number;
}

const channel = 'maru:cluster';
const channelOfNode = (nodeId: string): string => `${channel}:${nodeId}`;
const silentBeats = 3;
/** Deaf for so long although connected: a connection may be dead without either end knowing. */
const deafBeats = 6;
const goneMs = 60_000;
const stopPatienceMs = 500;

const retryStrategy = (times: number): number => Math.min(50 * times, 500);

/**
 * The line to the other nodes over Redis. It may lose whatever it carries, and keeps nothing for later while Redis is away; by beats that
 * each node sends to all others and itself it notices when something may have been lost.
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
  /** Frames may have been lost since `restored` was told last. */
  private hasMissed = true;
  /** This node could not send something, which the others have to know. */
  private hasLost = false;
  private heardItselfAt = performance.now();

  constructor(private readonly options: ClusterLinkOptions) {
    const { url, log, beatMs = 1_000 } = options;
    this.beatMs = beatMs;
    this.publisher = new Redis(url, { enableOfflineQueue: false, retryStrategy });
    this.subscriber = new Redis(url, { maxRetriesPerRequest: null, retryStrategy });
    for (const redis of [this.publisher, this.subscriber])
      redis
        .on('error', (error) => log.warn({ err: error }, 'redis'))
        .on('close', () => this.cut())
        // The subscriptions follow at once; a beat that comes too early is repeated by the next one.
        .on('ready', () => void setTimeout(() => this.beat(), 20).unref());
    this.beats = new PeerBeats({ nodeId: this.nodeId, silenceMs: silentBeats * beatMs, goneMs });
    this.subscriber.on('message', (from, text) => {
      if (from === channel) this.hear(text);
      else if (from === channelOfNode(this.nodeId)) this.received(text);
    });
    this.subscriber.subscribe(channel, channelOfNode(this.nodeId)).catch(() => undefined);
    this.timer = setInterval(() => this.tick(), beatMs).unref();
  }

  /** Whether every frame arrives, as far as this node can tell. */
  get isWhole(): boolean {
    return this.isWholeNow;
  }

  /** The nodes that were heard lately, this one included. */
  get living(): string[] {
    return this.beats.living(performance.now());
  }

  /** For Socket.IO. */
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

  /** Other nodes' frames are dropped whenever this says no. */
  guardFrames(mayDeliver: () => boolean): void {
    this.mayDeliver = mayDeliver;
  }

  /** The other nodes should look into the change log now. */
  announceChanges(): void {
    this.send('changes');
  }

  /** For that node alone. Resolves with whether it was there to take it; rejects while the line is broken. */
  async sendTo(nodeId: string, text: string): Promise<boolean> {
    if (this.publisher.status !== 'ready') throw new Error('the line to other nodes is broken');
    return (await this.publisher.publish(channelOfNode(nodeId), text)) > 0;
  }

  /** Gets what other nodes send to this one alone. */
  onReceived(listener: (text: string) => void): void {
    this.received = listener;
  }

  /** Tells the others not to count on this node any more; answers and broadcasts of what it has begun still go out. */
  leave(): void {
    clearInterval(this.timer);
    this.send('stopped');
    this.hasLeft = true;
  }

  async stop(): Promise<void> {
    this.leave();
    // A line that hangs must not keep the node from stopping.
    const quit = this.publisher.quit().catch(() => undefined);
    await Promise.race([quit, new Promise((resolve) => setTimeout(resolve, stopPatienceMs))]);
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }

  private tick(): void {
    this.beat();
    this.evaluate();
    if (!this.isWholeNow) this.tell('broken');
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
    this.tell('restored');
  }

  private hear(text: string): void {
    const message = clusterMessage.safeParse(JSON.parse(text));
    if (!message.success) return;
    const { from, kind } = message.data;
    if (kind === 'stopped') return this.beats.left(from);
    this.beats.heard(from, performance.now());
    if (from === this.nodeId) this.heardItselfAt = performance.now();
    if (kind === 'changes' && from !== this.nodeId) this.tell('changes');
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
    // Others would count on this node again.
    if (this.hasLeft) return false;
    return this.publish(channel, JSON.stringify({ from: this.nodeId, kind }));
  }

  /** False when the frame is lost for certain. */
  private publish(to: string, frame: string | Buffer): boolean {
    if (this.publisher.status !== 'ready') {
      this.hasLost = true;
      return false;
    }
    this.publisher.publish(to, frame).catch(() => this.cut());
    return true;
  }

  private tell(event: keyof LinkEvents): void {
    for (const listener of this.listeners[event]) listener();
  }
}
