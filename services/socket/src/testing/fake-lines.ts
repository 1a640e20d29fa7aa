import type { CallLine } from '../platform/cluster-calls.js';

/** Lines between nodes in memory; frames can be held up, lost, or refused because a node is gone. */
export class FakeLines {
  private readonly listeners = new Map<string, (text: string) => void>();
  /** Frames that arrive nowhere although their sender thinks so. */
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

  /** The node no longer takes frames; the others may not know yet. */
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
