import type { Channel } from '@maru/contracts/http/chat/channels';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { EndNoteDialog } from './end-note-dialog';
import { LineField } from './line-field';
import { NoteLines } from './note-lines';
import { OpenNoteContext, useOpenNote } from './open-note';
import styles from './running-note.module.css';
import { SpeechBar } from './speech-bar';

interface RunningNoteProps {
  note: MeetingNote;
  channel: Channel;
  /** The viewer is in the call, so that their speech can be transcribed. */
  isInCall: boolean;
}

/** The note of the running meeting: its lines, and the ways to add one. */
export const RunningNote = ({ note, channel, isInCall }: RunningNoteProps) => {
  const { t } = useTranslation();
  const open = useOpenNote(note, channel);
  const [isEnding, setIsEnding] = useState(false);
  return (
    <OpenNoteContext value={open}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h4 className={styles.topic} title={note.topic} dir="auto">
            {note.topic}
          </h4>
          <p className={styles.since}>
            <span className={styles.dot} aria-hidden="true" />
            {t('notes.running')} · {t('notes.untilNow', { start: formatTime(note.startedAt) })}
          </p>
        </div>
        {open.canSteer ? (
          <Button variant="secondary" onClick={() => setIsEnding(true)}>
            {t('notes.end.action')}
          </Button>
        ) : null}
      </header>
      <NoteLines key={note.noteId} />
      {isInCall && open.canWrite ? <SpeechBar /> : null}
      {open.canWrite ? (
        <LineField key={`field ${note.noteId}`} />
      ) : (
        <p className={styles.readOnly}>
          <Lock size={16} aria-hidden="true" />
          {t('notes.lines.readOnly')}
        </p>
      )}
      {isEnding ? <EndNoteDialog note={note} onClose={() => setIsEnding(false)} /> : null}
    </OpenNoteContext>
  );
};
