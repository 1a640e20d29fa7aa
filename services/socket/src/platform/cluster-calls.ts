import { newId } from '@maru/service-kit/ids';
import type { Logger } from '@maru/service-kit/logger';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { bounds } from '../config/bounds.js';
import { nodeOf } from './rendezvous.js';

/** The part of the connection between nodes that calls need. */
export interface CallLine {
  readonly nodeId: string;
  /** Nodes heard from recently; excludes this node while its own connection is broken. */
  readonly living: string[];
  /** Resolves with whether the node was there to receive it; rejects while the connection is broken. */
  sendTo(nodeId: string, text: string): Promise<boolean>;
  onReceived(listener: (text: string) => void): void;
}

interface ClusterCallsOptions {
  line: CallLine;
  log: Logger;
  /** Silence after which a called node counts as unreachable. */
  silenceMs?: number;
  /** Longest wait for a node that is busy but not silent. */
  patienceMs?: number;
  /** Time that an unreachable node gets no calls. */
  avoidMs?: number;
}

type Outcome = { isDone: true; result: unknown } | { isDone: false };
type Handler = (payload: unknown) => Promise<unknown>;

interface OpenCall {
  startedAt: number;
  settle: (outcome: Outcome) => void;
}

/** Another node with its unanswered calls, the oldest first. */
interface Peer {
  calls: Map<string, OpenCall>;
  /** Ticks without a frame, rather than elapsed time: after a pause of this node, buffered frames are read before the next tick. */
  silentTicks: number;
}

const name = z.string().max(64);
const frame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), from: name, id: name, payload: z.unknown() }),
  z.object({ kind: z.literal('answer'), from: name, id: name, result: z.unknown() }),
  z.object({ kind: z.literal('refusal'), from: name, id: name }),
  z.object({ kind: z.literal('ping'), from: name }),
  z.object({ kind: z.literal('pong'), from: name }),
]);
type Frame = z.infer<typeof frame>;
type Call = Extract<Frame, { kind: 'call' }>;

const ticksOfSilence = 6;

const notDone: Outcome = { isDone: false };

const parse = (text: string): Frame | undefined => {
  if (text.length > bounds.calls.frameCharacters) return undefined;
  try {
    return frame.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

const print = (content: Frame): string | undefined => {
  const text = JSON.stringify(content);
  return text.length > bounds.calls.frameCharacters ? undefined : text;
};

/**
 * Calls from node to node; each is answered once or fails. The called node may still carry out a failed call, so the caller must be able to
 * repeat the work itself.
 */
export class ClusterCalls {
  private readonly peers = new Map<string, Peer>();
  private readonly avoided: LRUCache<string, true>;
  private readonly silenceMs: number;
  private readonly patienceMs: number;
  private openCalls = 0;
  private answering = 0;
  private timer: NodeJS.Timeout | undefined;
  private handler: Handler | undefined;

  constructor(private readonly options: ClusterCallsOptions) {
    const { line, silenceMs = 600, patienceMs = 8_000, avoidMs = 3_000 } = options;
    this.silenceMs = silenceMs;
    this.patienceMs = patienceMs;
    this.avoided = new LRUCache({ max: 100, ttl: avoidMs });
    line.onReceived((text) => this.receive(text));
  }

  /** Returns the node that `key` belongs to; undefined if that is this node, or the node is unreachable. */
  otherNodeOf(key: string): string | undefined {
    const { nodeId, living } = this.options.line;
    if (living.length < 2 || !living.includes(nodeId)) return undefined;
    const node = nodeOf(key, living);
    return node === undefined || node === nodeId || this.avoided.has(node) ? undefined : node;
  }

  /** Calls the node's handler. `isDone` is false if the handler refused, failed, or did not answer in time. */
  call(nodeId: string, payload: unknown): Promise<Outcome> {
    const id = newId();
    const text = print({ kind: 'call', id, from: this.options.line.nodeId, payload });
    if (this.openCalls >= bounds.calls.open || text === undefined) return Promise.resolve(notDone);
    return new Promise((resolve) => {
      this.add(nodeId, id, resolve);
      this.options.line.sendTo(nodeId, text).then(
        (isTaken) => void (isTaken || this.giveUp(nodeId, 'the node is gone')),
        () => this.giveUp(nodeId, 'the line is broken'),
      );
    });
  }

  /** Sets the handler for calls from other nodes; without one they are refused. */
  answerWith(handler: Handler | undefined): void {
    this.handler = handler;
  }

  private add(nodeId: string, id: string, resolve: (outcome: Outcome) => void): void {
    const now = performance.now();
    const peer = this.peers.get(nodeId) ?? { calls: new Map<string, OpenCall>(), silentTicks: 0 };
    const settle = (outcome: Outcome) => {
      if (!peer.calls.delete(id)) return;
      this.openCalls -= 1;
      if (peer.calls.size === 0) this.peers.delete(nodeId);
      resolve(outcome);
    };
    peer.calls.set(id, { startedAt: now, settle });
    this.peers.set(nodeId, peer);
    this.openCalls += 1;
    this.timer ??= setInterval(() => this.tick(), this.silenceMs / ticksOfSilence).unref();
  }

  private tick(): void {
    const now = performance.now();
    for (const [nodeId, peer] of this.peers) {
      peer.silentTicks += 1;
      if (peer.silentTicks > ticksOfSilence) this.giveUp(nodeId, 'the node is silent');
      else if (peer.silentTicks > 1) void this.signal(nodeId, 'ping');
      for (const { startedAt, settle } of peer.calls.values())
        if (now - startedAt >= this.patienceMs) settle(notDone);
    }
    if (this.openCalls > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Fails all calls to the node at once, so that the caller repeats them in order. */
  private giveUp(nodeId: string, reason: string): void {
    const peer = this.peers.get(nodeId);
    if (!peer) return;
    this.options.log.warn({ nodeId, reason, calls: peer.calls.size }, 'calls to another node given up');
    this.avoided.set(nodeId, true);
    for (const { settle } of peer.calls.values()) settle(notDone);
  }

  private receive(text: string): void {
    const received = parse(text);
    if (!received) return;
    const peer = this.peers.get(received.from);
    if (peer) peer.silentTicks = 0;
    if (received.kind === 'call') return void this.answer(received);
    if (received.kind === 'ping') return void this.signal(received.from, 'pong');
    if (received.kind === 'pong') return;
    const outcome: Outcome = received.kind === 'answer' ? { isDone: true, result: received.result } : notDone;
    peer?.calls.get(received.id)?.settle(outcome);
  }

  private async answer({ id, from, payload }: Call): Promise<void> {
    const sender = { id, from: this.options.line.nodeId };
    try {
      const result = await this.handle(payload);
      await this.send(from, { kind: 'answer', ...sender, result });
    } catch (error) {
      this.options.log.debug({ err: error }, 'a call of another node was refused');
      await this.send(from, { kind: 'refusal', ...sender });
    }
  }

  private async handle(payload: unknown): Promise<unknown> {
    if (!this.handler) throw new Error('this node takes no calls');
    if (this.answering >= bounds.calls.answering) throw new Error('too many calls at once');
    this.answering += 1;
    try {
      return await this.handler(payload);
    } finally {
      this.answering -= 1;
    }
  }

  private signal(nodeId: string, kind: 'ping' | 'pong'): Promise<void> {
    return this.send(nodeId, { kind, from: this.options.line.nodeId });
  }

  /** A lost frame is harmless: the caller times out. */
  private async send(nodeId: string, content: Frame): Promise<void> {
    const text = print(content);
    if (text !== undefined) await this.options.line.sendTo(nodeId, text).catch(() => false);
  }
}
