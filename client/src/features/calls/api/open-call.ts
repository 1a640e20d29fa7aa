import type { VoiceMarks } from '@maru/contracts/socket/voice';
import i18next from 'i18next';
import { toast } from 'sonner';
import { monotonicFactory } from 'ulid';
import { useVoiceSettings } from '../model/voice-settings';
import type { Call } from '../model/call';
import { CallSession } from '../model/call-session';
import { createLocalMedia } from '../model/create-local-media';
import { Pair } from '../model/pair';
import { createControls } from '../model/person-controls';
import { RemoteAudio } from '../model/remote-audio';
import { watchSpeaker } from '../model/speaker';
import { videoRefusedWords } from './video-refused-words';
import { reconnectNow } from '@/shared/api/realtime';
import { callServer } from './call-server';
import { createSteadyClock } from './steady-clock';

const clock = createSteadyClock(
  new Worker(new URL('./clock-worker.ts', import.meta.url), { type: 'module' }),
);
const random = () => Math.random();
/** Ids of one millisecond rise too: the newer one wins. */
const newId = monotonicFactory();

export interface Stay {
  serverId: string;
  channelId: string;
  userId: string;
  sessionId: string;
  marks: VoiceMarks;
  wasMuted: boolean;
}

/** Joins a call with the person's devices; the camera opens again if it was on. */
export const openCall = ({ serverId, channelId, userId, sessionId, marks, wasMuted }: Stay): Call => {
  const playback: RemoteAudio = new RemoteAudio(() => call.soundChanged());
  const call: CallSession = new CallSession({
    serverId,
    channelId,
    me: { userId, sessionId },
    newSessionId: () => newId(),
    marks: { ...marks, hasCamera: false, hasScreen: false },
    wasMuted,
    server: callServer,
    media: createLocalMedia(),
    playback,
    clock,
    random,
    isRelayOnly: () => useVoiceSettings.getState().hidesAddress,
    createPair: (options) =>
      new Pair({
        ...options,
        clock,
        random,
        newId: () => newId(),
        createConnection: (config) => new RTCPeerConnection(config),
        createStream: () => new MediaStream(),
      }),
    controls: createControls(),
    onVideoRefused: (error) => void toast.error(videoRefusedWords(i18next.t, error)),
  });
  watch(call, playback);
  if (marks.hasCamera) whenIn(call, () => void call.setCamera(true));
  return call;
};

/** Follows the network and the settings until the call has ended. */
const watch = (call: CallSession, playback: RemoteAudio): void => {
  const retry = () => {
    reconnectNow();
    call.retryNow();
  };
  window.addEventListener('online', retry);
  const stops = [
    () => window.removeEventListener('online', retry),
    watchSpeaker((sinkId) => playback.setOutput(sinkId)),
    useVoiceSettings.subscribe((now, before) => {
      if (now.hidesAddress !== before.hidesAddress) call.relayChanged();
    }),
  ];
  const stop = call.subscribe(() => {
    if (call.snapshot().status !== 'ended') return;
    stop();
    stops.forEach((each) => each());
  });
};

/** Runs once the person is in the call. */
const whenIn = (call: Call, run: () => void): void => {
  const stop = call.subscribe(() => {
    if (call.snapshot().status !== 'connected') return;
    stop();
    run();
  });
};
