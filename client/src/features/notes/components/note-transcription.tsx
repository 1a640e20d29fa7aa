import '../i18n/words';
import type { ChannelId } from '@maru/contracts/primitives';
import { useEffect } from 'react';
import { useMe } from '@/shared/api/session-store';
import { currentLocale } from '@/shared/i18n/i18n';
import { useRunningNote } from '../api/notes';
import { transcription } from '../api/transcription';
import { useConsents } from '../model/consent';
import { useSpeechLanguage } from '../model/speech-language';

interface NoteTranscriptionProps {
  channelId: ChannelId;
  /** Muted or deafened: nothing is transcribed meanwhile. */
  isMuted: boolean;
}

/** Transcribes the person's own speech while it is mounted, they agree, and a note runs. Stands beside a call, wherever its view is. */
export const NoteTranscription = ({ channelId, isMuted }: NoteTranscriptionProps) => {
  const { userId } = useMe();
  const noteId = useRunningNote(channelId)?.noteId;
  const hasConsent = useConsents((consents) => noteId !== undefined && consents[noteId] === 'given');
  const language = useSpeechLanguage(currentLocale());

  useEffect(() => {
    if (!noteId || !hasConsent) return undefined;
    transcription.start({ noteId, userId, language, isMuted });
    return transcription.stop;
    // Its language and mute state follow below, without a new start.
    // eslint-disable-next-line react/exhaustive-deps
  }, [noteId, hasConsent, userId]);
  useEffect(() => transcription.setMuted(isMuted), [isMuted]);
  useEffect(() => transcription.setLanguage(language), [language]);
  return null;
};
