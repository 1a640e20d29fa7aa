import '../i18n/words';
import type { Channel } from '@maru/contracts/http/chat/channels';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { Button, buttonClass } from '@/shared/ui/button';
import { ErrorView } from '@/shared/ui/state-view';
import { useNoteList } from '../api/notes';
import { NoteList } from './note-list';
import { LineSkeletons } from './note-lines';
import styles from './note-panel.module.css';
import { NotePlaceholder } from './note-placeholder';
import { useNotePermissions } from './open-note';
import { RunningNote } from './running-note';
import { StartNoteDialog } from './start-note-dialog';

interface NotePanelProps {
  channel: Channel;
  isInCall: boolean;
}

/** The last note that ran while the panel was open: its readers are told that it has ended. */
const useEndedNote = (running: MeetingNote | null | undefined): [MeetingNote | undefined, () => void] => {
  const [last, setLast] = useState<MeetingNote>();
  const [isDismissed, setIsDismissed] = useState(false);
  if (running && running !== last) {
    setLast(running);
    setIsDismissed(false);
  }
  return [running === null && !isDismissed ? last : undefined, () => setIsDismissed(true)];
};

/** The notes of a voice channel: the running one, or how to start one, and the past ones. Fills its place. */
export const NotePanel = ({ channel, isInCall }: NotePanelProps) => {
  const { t } = useTranslation();
  const { running, notes, hasNextPage, error, refetch } = useNoteList(channel.channelId);
  const [showsPast, setShowsPast] = useState(false);
  const [ended, dismiss] = useEndedNote(running);
  if (running === undefined)
    return (
      <div className={styles.panel}>
        {error ? <ErrorView error={error} onRetry={() => void refetch()} /> : <LineSkeletons />}
      </div>
    );
  if (running && !showsPast)
    return (
      <div className={styles.panel}>
        <RunningNote note={running} channel={channel} isInCall={isInCall} />
        <button type="button" className={styles.switch} onClick={() => setShowsPast(true)}>
          {t('notes.past')}
        </button>
      </div>
    );
  const hasPast = hasNextPage || notes?.some(({ endedAt }) => endedAt !== null);
  return (
    <div className={styles.panel}>
      {running ? (
        <button type="button" className={styles.switch} onClick={() => setShowsPast(false)}>
          {t('notes.backToRunning')}: {running.topic}
        </button>
      ) : null}
      <div className={styles.scroll}>
        {running ? null : ended ? (
          <EndedNote note={ended} kept={notes} onDismiss={dismiss} />
        ) : (
          <StartNote channel={channel} isInCall={isInCall} />
        )}
        {hasPast || running ? (
          <>
            <h4 className={styles.heading}>{t('notes.past')}</h4>
            <NoteList channel={channel} />
          </>
        ) : null}
      </div>
    </div>
  );
};

const StartNote = ({ channel, isInCall }: NotePanelProps) => {
  const { t } = useTranslation();
  const [isStarting, setIsStarting] = useState(false);
  const { canStart } = useNotePermissions(channel);
  const text = !canStart ? 'notes.idle.notAllowed' : isInCall ? 'notes.idle.text' : 'notes.idle.outside';
  return (
    <>
      <NotePlaceholder title={t('notes.idle.title')} text={t(text)}>
        {canStart && isInCall ? (
          <Button onClick={() => setIsStarting(true)}>{t('notes.start.action')}</Button>
        ) : null}
      </NotePlaceholder>
      {isStarting ? <StartNoteDialog channel={channel} onClose={() => setIsStarting(false)} /> : null}
    </>
  );
};

interface EndedNoteProps {
  note: MeetingNote;
  /** A note without lines is deleted when it ends. */
  kept: readonly MeetingNote[] | undefined;
  onDismiss: () => void;
}

const EndedNote = ({ note, kept, onDismiss }: EndedNoteProps) => {
  const { t } = useTranslation();
  const { serverId, channelId, noteId, topic } = note;
  const isKept = kept?.some((each) => each.noteId === noteId);
  return (
    <section className={styles.ended} role="status">
      <h4 className={styles.endedTitle}>{t(isKept ? 'notes.end.done' : 'notes.end.gone')}</h4>
      <p className={styles.endedTopic}>{topic}</p>
      <p className={styles.endedText}>{t(isKept ? 'notes.end.doneText' : 'notes.end.goneText')}</p>
      <div className={styles.actions}>
        <Button variant="secondary" onClick={onDismiss}>
          {t('common.close')}
        </Button>
        {isKept ? (
          <Link className={buttonClass({})} to={paths.note.to(serverId, channelId, noteId)}>
            {t('notes.open')}
          </Link>
        ) : null}
      </div>
    </section>
  );
};
