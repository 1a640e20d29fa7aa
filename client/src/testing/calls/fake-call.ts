import type { VoiceMember } from '@maru/contracts/socket/voice';
import { channelId, serverId, ulid, userId } from '@maru/contracts/primitives';
import type { Call, CallSnapshot, PersonControls, Remote } from '@/features/calls/model/call';
import { Speakers } from '@/features/calls/model/speakers';

const plainMarks = { isMuted: false, isDeafened: false, hasCamera: false, hasScreen: false };
const everythingAllowed = { speak: true, video: true, hear: true };

export const aVoiceMember = (change: Partial<VoiceMember> = {}): VoiceMember => ({
  userId: userId.parse('11111111-1111-4111-8111-111111111111'),
  sessionId: ulid.parse('01JX0000000000000000000000'),
  joinedAt: '2026-01-01T00:00:00.000Z',
  marks: plainMarks,
  allowed: everythingAllowed,
  ...change,
});

const plainControls: PersonControls = {
  volume: 100,
  isMutedForMe: false,
  screenVolume: 100,
  isScreenMutedForMe: false,
  camera: 'auto',
  screen: 'off',
  sends: true,
};

type RemoteChange = Partial<Omit<Remote, 'controls' | 'member'>> & {
  member?: Partial<VoiceMember>;
  controls?: Partial<PersonControls>;
};

export const aRemote = ({ member, controls, ...change }: RemoteChange = {}): Remote => ({
  member: aVoiceMember(member),
  status: 'connected',
  tracks: {},
  controls: { ...plainControls, ...controls },
  ...change,
});

const off = { status: 'off' } as const;

/** A connected call without other people. */
export const aSnapshot = (change: Partial<CallSnapshot> = {}): CallSnapshot => ({
  serverId: serverId.parse('01JS0000000000000000000000'),
  channelId: channelId.parse('01JD0000000000000000000000'),
  sessionId: ulid.parse('01JX0000000000000000000009'),
  status: 'connected',
  startedAt: '2026-01-01T00:00:00.000Z',
  marks: plainMarks,
  wasMuted: false,
  allowed: everythingAllowed,
  remotes: [],
  limits: { people: 12, video: 6 },
  local: {
    microphone: off,
    camera: off,
    screen: off,
    screenAudio: off,
    isAudible: true,
    isSpeakingWhileMuted: false,
    suppression: 'off',
  },
  isSoundBlocked: false,
  trouble: null,
  lacksRelay: false,
  ...change,
});

/** A call whose snapshot tests set; it records the calls of its methods as `name` or `name argument…`. */
export class FakeCall implements Call {
  readonly asked: string[] = [];
  readonly speakers = new Speakers();
  private readonly listeners = new Set<() => void>();

  constructor(private current: CallSnapshot = aSnapshot()) {}

  snapshot = (): CallSnapshot => this.current;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  set(change: Partial<CallSnapshot>): void {
    this.current = { ...this.current, ...change };
    this.listeners.forEach((listener) => listener());
  }

  setMuted = (isMuted: boolean): void => this.note('setMuted', isMuted);
  setDeafened = (isDeafened: boolean): void => this.note('setDeafened', isDeafened);
  setCamera = (isOn: boolean): Promise<void> => this.later('setCamera', isOn);
  setScreen = (preset: string | null): Promise<void> => this.later('setScreen', preset);
  retryMicrophone = (): Promise<void> => this.later('retryMicrophone');
  playSound = (): void => this.note('playSound');
  takeOver = (): void => this.note('takeOver');
  leave = (): void => this.note('leave');
  statsOf = () => Promise.resolve(undefined);

  control = (person: string, change: Partial<PersonControls>): void =>
    this.note('control', `${person.slice(0, 2)} ${JSON.stringify(change)}`);

  private note(name: string, ...values: (string | boolean | null)[]): void {
    this.asked.push([name, ...values].join(' '));
  }

  private later(name: string, ...values: (string | boolean | null)[]): Promise<void> {
    this.note(name, ...values);
    return Promise.resolve();
  }
}
