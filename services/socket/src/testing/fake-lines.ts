import type { CallLine } from '../platform/cluster-calls.js';

/** In-memory connections between nodes. Frames can be delayed, lost, or refused because a node is gone. */
export class FakeLines {
  private readonly listeners = new Map<string, (text: string) => void>();
  /** Frames that get lost without an error at the sender. */
  isLost: (text: string, to: string) => boolean = () => false;
  isBroken = false;
  readonly sent: string[] = [];

  readonly nodeIds = new Set<string>();

  line(nodeId: string): CallLine {
    this.nodeIds.add(nodeId);
    const living = () => [...this.nodeIds];
    return {
      nodeId,
      get living() {
        return living();
      },
      sendTo: (to, text) => this.send(to, text),
      onReceived: (listener) => void this.listeners.set(nodeId, listener),
    };
  }

  /** The node stops taking frames; the others may not know yet. */
  kill(nodeId: string): void {
    this.listeners.delete(nodeId);
  }

  private async send(to: string, text: string): Promise<boolean> {
    this.sent.push(text);
    if (this.isBroken) throw new Error('the line is broken');
    const listener = this.listeners.get(to);
    if (!listener) return false;
    if (!this.isLost(text, to)) setImmediate(() => this.listeners.get(to)?.(text));
    return true;
  }
}
