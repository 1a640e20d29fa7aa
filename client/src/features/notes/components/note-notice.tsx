import '../i18n/words';
import type { ChannelId } from '@maru/contracts/primitives';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import { toast } from 'sonner';
import { paths } from '@/shared/config/paths';
import { useRunningNote } from '../api/notes';
import { useConsents } from '../model/consent';
import { useQuestions } from '../model/questions';

/**
 * Tells a person in a call that a note runs, and leads them to the question whether their speech may be transcribed, until they have seen
 * it, answered it or put it off. Stands beside a call, wherever its view is.
 */
export const NoteNotice = ({ channelId }: { channelId: ChannelId }) => {
  const note = useRunningNote(channelId);
  return note ? <Notice key={note.noteId} note={note} /> : null;
};

const Notice = ({ note }: { note: MeetingNote }) => {
  const { noteId, serverId, channelId, topic } = note;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isAnswered = useConsents((consents) => consents[noteId] !== undefined);
  const isAsked = useQuestions((questions) => questions[noteId] === true);
  const isSeen = useRef(false);
  const isShown = !isAnswered && !isAsked;

  useEffect(() => {
    if (!isShown) isSeen.current = true;
    if (isSeen.current) return undefined;
    const see = () => (isSeen.current = true);
    const id = `note ${noteId}`;
    toast(t('notes.notice.title', { topic }), {
      id,
      description: t('notes.notice.text'),
      duration: Number.POSITIVE_INFINITY,
      action: {
        label: t('notes.notice.action'),
        onClick: () => {
          see();
          void navigate(paths.channel.toNotes(serverId, channelId));
        },
      },
      cancel: { label: t('notes.notice.later'), onClick: see },
    });
    return () => void toast.dismiss(id);
  }, [isShown, noteId, serverId, channelId, topic, navigate, t]);
  return null;
};
