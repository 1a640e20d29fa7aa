import type { ChannelId } from '@maru/contracts/primitives';
import { useSyncExternalStore } from 'react';
import { outboxOf } from '@/entities/channel/api/outbox';
import { onPersonLeft } from '@/shared/api/session-store';
import {
  Transcriber,
  type RecogniserConstructor,
  type SpeechLanguage,
  type TranscriberSnapshot,
} from '../model/transcriber';

declare global {
  interface Window {
    SpeechRecognition?: RecogniserConstructor;
    webkitSpeechRecognition?: RecogniserConstructor;
  }
}

const off: TranscriberSnapshot = { phase: 'off', problem: undefined, interim: '' };

/** One at a time: a person is in one call at most. */
let current: { noteId: string; transcriber: Transcriber } | undefined;
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

const stop = (): void => {
  current?.transcriber.stop();
  current = undefined;
  tell();
};

onPersonLeft(stop);

interface StartOptions {
  noteId: ChannelId;
  userId: string;
  language: SpeechLanguage;
  isMuted: boolean;
}

/** The transcription of the signed-in person's own speech. It outlives the panel, and ends with the call or the note. */
export const transcription = {
  start({ noteId, userId, language, isMuted }: StartOptions): void {
    stop();
    const transcriber = new Transcriber({
      Recogniser: window.SpeechRecognition ?? window.webkitSpeechRecognition,
      language,
      isMuted,
      onLine: (text) => void outboxOf(userId).add(noteId, { text }),
    });
    current = { noteId, transcriber };
    transcriber.subscribe(tell);
    transcriber.start();
    tell();
  },
  stop,
  setMuted: (isMuted: boolean): void => current?.transcriber.setMuted(isMuted),
  setLanguage: (language: SpeechLanguage): void => current?.transcriber.setLanguage(language),
  retry: (): void => current?.transcriber.start(),
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** The state of the transcription for this note. */
export const useTranscription = (noteId: string): TranscriberSnapshot =>
  useSyncExternalStore(subscribe, () => (current?.noteId === noteId ? current.transcriber.snapshot() : off));
