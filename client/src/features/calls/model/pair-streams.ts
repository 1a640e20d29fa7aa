import type { PairWants } from '@maru/contracts/socket/voice-signal';
import type { ScreenPreset } from './local-media.js';
import { adapt, encodingOf, unadapted, type Network } from './pair-bitrate.js';
import type { PairLink } from './pair-link.js';
import { SenderControl } from './pair-sender.js';
import { firstState } from './pair-state.js';
import { slots, type Slot } from './slots.js';

/** The load that decides how much each person gets. */
export interface SendLoad {
  /** People to whom the streams are sent. */
  peers: number;
  preset: ScreenPreset;
}

export const isWanted = (slot: Slot, wants: PairWants) => {
  if (slot === 'audio') return wants.audio;
  return (slot === 'camera' ? wants.camera : wants.screen) !== 'off';
};

/** The streams that are sent to the other side: those that are there and that it wants, within the limits that the network allows. */
export class Streams {
  private readonly tracks: Partial<Record<Slot, MediaStreamTrack | null>> = {};
  private readonly controls = new WeakMap<RTCRtpSender, SenderControl>();
  private wants = firstState.wants;
  private isMuted = false;
  private load: SendLoad = { peers: 1, preset: 'auto' };
  private adaptation = unadapted;
  private link: PairLink | undefined;

  /** Sends through this connection from now on. */
  attach(link: PairLink | undefined) {
    this.link = link;
    this.apply();
  }

  /** Returns whether it is another track than before. */
  setTrack(slot: Slot, track: MediaStreamTrack | null) {
    if ((this.tracks[slot] ?? null) === track) return false;
    this.tracks[slot] = track;
    this.apply();
    return true;
  }

  has(slot: Slot) {
    return (this.tracks[slot] ?? null) !== null;
  }

  setWants(wants: PairWants) {
    this.wants = wants;
    this.apply();
  }

  /** A muted person's silence is not sent: it would cost every member of the call packets and work. */
  setMuted(isMuted: boolean) {
    this.isMuted = isMuted;
    this.apply();
  }

  setLoad(load: SendLoad) {
    this.load = load;
    this.apply();
  }

  measured(network: Omit<Network, 'allowed'>) {
    this.adaptation = adapt(this.adaptation, { ...network, allowed: this.allowed() });
    this.apply();
  }

  apply() {
    for (const slot of slots) {
      const sender = this.link?.transceiver(slot)?.sender;
      if (sender) this.controlOf(sender).set({ track: this.trackFor(slot), encoding: this.encodingOf(slot) });
    }
  }

  private controlOf(sender: RTCRtpSender) {
    const control = this.controls.get(sender) ?? new SenderControl(sender);
    this.controls.set(sender, control);
    return control;
  }

  private trackFor(slot: Slot) {
    if (slot === 'audio' && this.isMuted) return null;
    return isWanted(slot, this.wants) ? (this.tracks[slot] ?? null) : null;
  }

  private encodingOf(slot: Slot) {
    return encodingOf({
      ...this.load,
      slot,
      quality: slot === 'camera' ? this.wants.camera : this.wants.screen,
      isShared: this.trackFor('camera') !== null && this.trackFor('screen') !== null,
      level: this.adaptation.level,
      height: this.tracks[slot]?.getSettings().height,
    });
  }

  private allowed() {
    const sent = slots.filter((slot) => this.trackFor(slot) !== null);
    return sent.reduce((sum, slot) => sum + this.encodingOf(slot).maxBitrate, 0);
  }
}
