import type { PairWants } from '@maru/contracts/socket/voice-signal';
import type { PairStats } from './call.js';
import type { Network } from './pair-bitrate.js';
import type { PairLink } from './pair-link.js';
import { noLoss, watchLoss, type SustainedLoss } from './pair-loss.js';
import { pairStats, read, worstLoss, type Reading } from './pair-stats.js';
import { isWanted } from './pair-streams.js';
import { slots, type Slot } from './slots.js';

/** Below this rate, in bits per second, a stream counts as stopped: some browsers still send padding. */
const stoppedBelow = 2_000;
/** Checks in a row that an unwanted stream may survive: the wish needs time to arrive, and a rate looks back. */
const mostUnwanted = 3;

/** Watches the streams of a pair: measures them, and refuses those that arrive although they aren't wanted. */
export class Monitor {
  private earlier: Reading | undefined;
  private latest: Reading | undefined;
  private watched = noLoss;
  private unwanted: Partial<Record<Slot, number>> = {};

  get loss(): SustainedLoss {
    return { incoming: this.watched.incoming.isLossy, outgoing: this.watched.outgoing.isLossy };
  }

  /** A new connection counts from zero. */
  restart() {
    this.earlier = undefined;
    this.latest = undefined;
    this.unwanted = {};
  }

  /** Measures since the last check. */
  async check(link: PairLink, wants: PairWants): Promise<Omit<Network, 'allowed'>> {
    const reading = await this.read(link);
    const stats = pairStats(this.latest, reading);
    this.earlier = this.latest;
    this.latest = reading;
    const outgoing = worstLoss(stats.sent);
    this.watched = watchLoss(this.watched, { incoming: worstLoss(stats.received), outgoing });
    this.refuse(link, { wants, received: stats.received });
    const { available, isBandwidthLimited, isCpuLimited } = reading;
    return { lossPercent: outgoing, available, isBandwidthLimited, isCpuLimited };
  }

  /** Measures from the check before the last one until now: 2.5 to 5 seconds. */
  async stats(link: PairLink): Promise<PairStats> {
    return pairStats(this.earlier ?? this.latest, await this.read(link));
  }

  /** Accepts wanted streams that were refused before. */
  accept(link: PairLink, wants: PairWants) {
    for (const slot of slots.filter((each) => isWanted(each, wants))) {
      const transceiver = link.transceiver(slot);
      if (transceiver?.direction === 'sendonly') transceiver.direction = 'sendrecv';
    }
  }

  /** A sender that goes on against the viewer's wish is stopped by the direction of the transceiver, which takes a negotiation. */
  private refuse(link: PairLink, { wants, received }: { wants: PairWants; received: PairStats['received'] }) {
    for (const slot of slots) {
      const isIntruding = !isWanted(slot, wants) && (received[slot]?.bitsPerSecond ?? 0) > stoppedBelow;
      const count = isIntruding ? (this.unwanted[slot] ?? 0) + 1 : 0;
      this.unwanted[slot] = count;
      const transceiver = link.transceiver(slot);
      if (count >= mostUnwanted && transceiver?.direction === 'sendrecv') transceiver.direction = 'sendonly';
    }
  }

  private async read(link: PairLink) {
    return read(await link.pc.getStats(), (mid) => slots.find((slot) => link.transceiver(slot)?.mid === mid));
  }
}
