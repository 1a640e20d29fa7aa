import type { LocalMedia, LocalMediaSnapshot } from '@/features/calls/model/local-media';
import { aTrack } from './pair-lab.js';

const off = { status: 'off' } as const;

/** Devices that open at once. */
export class FakeMedia implements LocalMedia {
  isMuted = false;
  isDeafened = false;
  isClosed = false;
  /** The devices that were opened, in order. */
  opened: string[] = [];
  private listeners = new Set<() => void>();
  private state: LocalMediaSnapshot = {
    microphone: off,
    camera: off,
    screen: off,
    screenAudio: off,
    isAudible: true,
    isSpeakingWhileMuted: false,
    suppression: 'off',
  };

  snapshot = () => this.state;
  subscribe(listener: () => void) {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  isSpeaking = () => false;
  openMicrophone = () => this.open('microphone');
  openCamera = () => this.open('camera');
  openScreen = () => this.open('screen');
  closeMicrophone = () => this.change({ microphone: off });
  closeCamera = () => this.change({ camera: off });
  closeScreen = () => this.change({ screen: off, screenAudio: off });
  onLevel = () => () => undefined;

  setMuted(isMuted: boolean) {
    this.isMuted = isMuted;
  }

  setDeafened(isDeafened: boolean) {
    this.isDeafened = isDeafened;
  }

  close() {
    this.isClosed = true;
  }

  private async open(device: 'microphone' | 'camera' | 'screen') {
    this.opened.push(device);
    const on = { status: 'on', track: aTrack(device) } as const;
    this.change(device === 'screen' ? { screen: on, screenAudio: on } : { [device]: on });
  }

  private change(change: Partial<LocalMediaSnapshot>) {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
