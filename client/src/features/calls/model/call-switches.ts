import type { VoiceMarks } from '@maru/contracts/socket/voice';
import { withDeafened, withMuted, type OwnMarks } from './call-marks.js';
import type { LocalMedia, ScreenPreset } from './local-media.js';

interface CallSwitchesOptions {
  media: LocalMedia;
  start: OwnMarks;
  /** The marks changed. */
  onChange: () => void;
}

const isGone = (status: string) => status === 'off' || status === 'failed';

/** The person's own switches, and the devices that follow them at once. */
export class CallSwitches {
  preset: ScreenPreset = 'auto';
  private own: OwnMarks;
  private isClosed = false;

  constructor(private readonly options: CallSwitchesOptions) {
    this.own = options.start;
    this.applyMute();
  }

  get marks() {
    return this.own.marks;
  }

  get wasMuted() {
    return this.own.wasMuted;
  }

  setMuted(isMuted: boolean) {
    this.set(withMuted(this.own, isMuted));
  }

  setDeafened(isDeafened: boolean) {
    this.set(withDeafened(this.own, isDeafened));
  }

  async setCamera(isOn: boolean) {
    const { media } = this.options;
    if (this.isClosed) return;
    if (isOn) await media.openCamera();
    else media.closeCamera();
    this.mark({ hasCamera: media.snapshot().camera.status === 'on' });
  }

  async setScreen(preset: ScreenPreset | null) {
    const { media } = this.options;
    if (this.isClosed) return;
    if (preset) {
      await media.openScreen(preset);
      this.preset = preset;
    } else media.closeScreen();
    this.mark({ hasScreen: media.snapshot().screen.status === 'on' });
  }

  /** Devices end by themselves too: the browser's own button stops a share, a camera is unplugged. Returns whether a mark changed. */
  followDevices() {
    const { camera, screen } = this.options.media.snapshot();
    const hasCamera = this.marks.hasCamera && !isGone(camera.status);
    const hasScreen = this.marks.hasScreen && !isGone(screen.status);
    if (hasCamera === this.marks.hasCamera && hasScreen === this.marks.hasScreen) return false;
    this.mark({ hasCamera, hasScreen });
    return true;
  }

  stopVideo() {
    const { media } = this.options;
    this.mark({ hasCamera: false, hasScreen: false });
    media.closeCamera();
    media.closeScreen();
  }

  close() {
    this.isClosed = true;
    this.options.media.close();
  }

  private mark(change: Partial<VoiceMarks>) {
    this.set({ ...this.own, marks: { ...this.marks, ...change } });
  }

  private set(own: OwnMarks) {
    if (this.isClosed) return;
    this.own = own;
    this.applyMute();
    this.options.onChange();
  }

  private applyMute() {
    this.options.media.setMuted(this.marks.isMuted);
    this.options.media.setDeafened(this.marks.isDeafened);
  }
}
