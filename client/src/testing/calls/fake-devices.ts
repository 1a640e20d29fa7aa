/** A track of a fake device; clones share its device. */
class FakeTrack extends EventTarget {
  readyState: MediaStreamTrackState = 'live';
  enabled = true;
  contentHint = '';

  constructor(
    readonly kind: 'audio' | 'video',
    readonly label: string,
    private readonly deviceId: string,
    private readonly all: Set<FakeTrack>,
  ) {
    super();
    all.add(this);
  }

  getSettings = () => ({ deviceId: this.deviceId });
  clone = () => new FakeTrack(this.kind, this.label, this.deviceId, this.all);
  stop = () => {
    this.readyState = 'ended';
  };
  /** The device is gone, or the browser's own button was pressed. */
  end = () => {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  };
}

const domError = (name: string) => new DOMException(name, name);

interface FakeDevice {
  kind: MediaDeviceKind;
  deviceId: string;
  groupId: string;
  label: string;
}

export const aMicrophone = (name: string): FakeDevice => ({
  kind: 'audioinput',
  deviceId: name,
  groupId: `group of ${name}`,
  label: name,
});
export const aCamera = (name: string): FakeDevice => ({ ...aMicrophone(name), kind: 'videoinput' });

/** `navigator.mediaDevices` with plugs, permissions and pickers for tests. The first device of a kind is the system's default. */
export class FakeMediaDevices extends EventTarget {
  readonly tracks = new Set<FakeTrack>();
  /** Names of errors that the next captures reject with. */
  failures: string[] = [];
  requests: MediaStreamConstraints[] = [];
  screenHasSound = true;

  constructor(public devices: FakeDevice[]) {
    super();
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: this });
  }

  live = () => [...this.tracks].filter(({ readyState }) => readyState === 'live');
  enumerateDevices = () => Promise.resolve(this.devices);
  getSupportedConstraints = () => ({});

  getUserMedia = (constraints: MediaStreamConstraints) => {
    this.requests.push(constraints);
    const failure = this.failures.shift();
    if (failure) return Promise.reject(domError(failure));
    const isAudio = constraints.audio !== undefined;
    const wish = (isAudio ? constraints.audio : constraints.video) as MediaTrackConstraints;
    const exact = (wish.deviceId as { exact: string } | undefined)?.exact;
    const ofKind = this.devices.filter(({ kind }) => kind === (isAudio ? 'audioinput' : 'videoinput'));
    const found = exact === undefined ? ofKind[0] : ofKind.find(({ deviceId }) => deviceId === exact);
    if (!found)
      return Promise.reject(domError(exact === undefined ? 'NotFoundError' : 'OverconstrainedError'));
    return Promise.resolve(this.stream([this.track(isAudio ? 'audio' : 'video', found)]));
  };

  getDisplayMedia = () => {
    const failure = this.failures.shift();
    if (failure) return Promise.reject(domError(failure));
    const screen = { deviceId: 'screen', label: 'screen' };
    const sound = this.screenHasSound ? [this.track('audio', screen)] : [];
    return Promise.resolve(this.stream([this.track('video', screen), ...sound]));
  };

  plug(devices: FakeDevice[]): void {
    const gone = this.devices.filter((device) => !devices.includes(device));
    this.devices = devices;
    for (const track of this.live())
      if (gone.some(({ deviceId }) => deviceId === track.getSettings().deviceId)) track.end();
    this.dispatchEvent(new Event('devicechange'));
  }

  private track(kind: 'audio' | 'video', { label, deviceId }: Pick<FakeDevice, 'label' | 'deviceId'>) {
    return new FakeTrack(kind, label, deviceId, this.tracks);
  }

  private stream(tracks: FakeTrack[]) {
    return {
      getTracks: () => tracks,
      getVideoTracks: () => tracks.filter(({ kind }) => kind === 'video'),
      getAudioTracks: () => tracks.filter(({ kind }) => kind === 'audio'),
    };
  }
}
