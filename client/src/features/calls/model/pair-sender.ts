import type { Encoding } from './pair-bitrate.js';

export interface Sending {
  track: MediaStreamTrack | null;
  encoding: Encoding;
}

/**
 * Brings one sender to the latest wish. Calls of one sender run one after another, as `setParameters` rejects while another call is under
 * way; wishes in between are skipped.
 */
export class SenderControl {
  private wish: Sending | undefined;
  private isRunning = false;

  constructor(private readonly sender: RTCRtpSender) {}

  set(wish: Sending) {
    this.wish = wish;
    if (!this.isRunning) void this.run();
  }

  private async run() {
    this.isRunning = true;
    while (this.wish) {
      const wish = this.wish;
      this.wish = undefined;
      // A sender refuses while its connection is closed or not negotiated; the pair sets its wish again at its next check.
      await this.apply(wish).catch(() => undefined);
    }
    this.isRunning = false;
  }

  private async apply({ track, encoding }: Sending) {
    if (this.sender.track !== track) await this.sender.replaceTrack(track);
    if (!track) return;
    const parameters = this.sender.getParameters();
    const [current] = parameters.encodings;
    if (!current) return;
    const wanted = { ...current, ...encoding };
    if (JSON.stringify(wanted) === JSON.stringify(current)) return;
    parameters.encodings = [wanted];
    await this.sender.setParameters(parameters);
  }
}
