import { channelId as channelIdSchema } from '@maru/contracts/primitives';
import { useOpenCall } from '@/features/calls/components/call-context';
import { isSending } from '@/features/calls/model/own-voice';
import { NoteNotice } from '@/features/notes/components/note-notice';
import { NoteTranscription } from '@/features/notes/components/note-transcription';

/** The notes of the call, in every page: a notice that one runs, and the transcription as far as the person agreed to it. */
export const CallNotes = () => {
  const { snapshot } = useOpenCall();
  if (!['connected', 'reconnecting'].includes(snapshot.status)) return null;
  const channelId = channelIdSchema.parse(snapshot.channelId);
  return (
    <>
      <NoteTranscription channelId={channelId} isMuted={!isSending(snapshot)} />
      <NoteNotice channelId={channelId} />
    </>
  );
};
