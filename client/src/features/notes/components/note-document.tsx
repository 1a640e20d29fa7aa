import '../i18n/words';
import type { Channel } from '@maru/contracts/http/chat/channels';
import type { ChannelId } from '@maru/contracts/primitives';
import type { Message } from '@maru/contracts/socket/messages';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import { ChevronLeft } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonAvatar } from '@/entities/person/components/person-avatar';
import { PersonName } from '@/entities/person/components/person-name';
import { codeOf } from '@/shared/api/api-error';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import { Skeleton } from '@/shared/ui/skeleton';
import { ErrorView, StateView } from '@/shared/ui/state-view';
import { useNote } from '../api/notes';
import { useWholeNote } from '../api/use-whole-note';
import { buildLines, speakersOf, type LineRow } from '../model/lines';
import { DocumentTools } from './document-tools';
import styles from './note-document.module.css';
import { NoteDrawing } from './note-drawing';
import { NotePlaceholder } from './note-placeholder';
import { NoteLine } from './note-line';
import { LineSkeletons } from './note-lines';
import { rangeWords } from './note-times';
import { OpenNoteContext, useInOpenNote, useOpenNote } from './open-note';
import { TaskSummary } from './task-summary';
import { useFind, type Find } from './use-find';

interface NoteDocumentProps {
  channel: Channel;
  noteId: ChannelId;
  /** Leads to where the reader came from. */
  onBack: () => void;
}

/** The page of a meeting note: its topic, tasks and lines, and all that can be done with it. */
export const NoteDocument = ({ channel, noteId, onBack }: NoteDocumentProps) => {
  const { t } = useTranslation();
  const { data: note, error, refetch } = useNote({ channelId: channel.channelId, noteId });
  useDocumentTitle(note ? `${note.topic} | ${t('notes.title')}` : t('notes.title'));
  const isMissing = ['NOT_FOUND', 'FORBIDDEN'].includes(codeOf(error));
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <IconButton icon={ChevronLeft} label={t('notes.document.back')} onClick={onBack} />
        <p className={styles.place}>{t('notes.list.label', { name: channel.name })}</p>
      </header>
      {error && isMissing ? (
        <StateView
          drawing={<NoteDrawing />}
          title={t('notes.document.missing')}
          text={t('notes.document.missingText')}
          action={
            <Button variant="secondary" onClick={onBack}>
              {t('notes.document.back')}
            </Button>
          }
        />
      ) : note ? (
        <LoadedNote key={noteId} note={note} channel={channel} onGone={onBack} />
      ) : error ? (
        <ErrorView error={error} onRetry={() => void refetch()} />
      ) : (
        <DocumentSkeleton />
      )}
    </div>
  );
};

const DocumentSkeleton = () => (
  <div className={styles.sheet}>
    <Skeleton width="60%" height={30} />
    <Skeleton width="40%" />
    <LineSkeletons />
  </div>
);

interface LoadedNoteProps {
  note: MeetingNote;
  channel: Channel;
  onGone: () => void;
}

const LoadedNote = ({ note, channel, onGone }: LoadedNoteProps) => {
  const open = useOpenNote(note, channel);
  const { messages, error, retry } = useWholeNote(note.noteId);
  return (
    <OpenNoteContext value={open}>
      <div className={styles.scroll}>
        <article className={styles.sheet}>
          {messages ? <Sheet messages={messages} onGone={onGone} /> : null}
          {!messages && error ? <ErrorView error={error} onRetry={retry} /> : null}
          {!messages && !error ? <DocumentSkeleton /> : null}
        </article>
      </div>
    </OpenNoteContext>
  );
};

const Sheet = ({ messages, onGone }: { messages: readonly Message[]; onGone: () => void }) => {
  const { t } = useTranslation();
  const { note } = useInOpenNote();
  const rows = useMemo(() => buildLines(messages), [messages]);
  const find = useFind(rows);
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.topic} dir="auto">
          {note.topic}
        </h2>
        <p className={styles.when}>
          <time dateTime={note.startedAt}>{rangeWords(t, note)}</time>
        </p>
        <People messages={messages} />
        {note.endedAt ? null : (
          <p className={styles.live} role="status">
            {t('notes.document.live')}
          </p>
        )}
      </header>
      <DocumentTools messages={messages} find={find} onGone={onGone} />
      <TaskSummary messages={messages} />
      <Lines rows={rows} find={find} />
    </>
  );
};

const People = ({ messages }: { messages: readonly Message[] }) => {
  const { t } = useTranslation();
  const people = speakersOf(messages);
  if (people.length === 0) return null;
  return (
    <ul className={styles.people} aria-label={t('notes.document.people')}>
      {people.map((userId) => (
        <li key={userId} className={styles.person}>
          <PersonAvatar userId={userId} size={20} />
          <PersonName userId={userId} />
        </li>
      ))}
    </ul>
  );
};

const Lines = ({ rows, find }: { rows: readonly LineRow[]; find: Find }) => {
  const { t } = useTranslation();
  if (rows.length === 0)
    return (
      <NotePlaceholder title={t('notes.lines.emptyDocument')} text={t('notes.lines.emptyDocumentText')} />
    );
  return (
    <section className={styles.lines} aria-label={t('notes.document.lines')}>
      {rows.map((row) =>
        row.kind === 'line' ? (
          <NoteLine
            key={row.key}
            row={row}
            marked={find.wanted}
            isCurrentMatch={find.wanted !== '' && find.current === row.message.seq}
          />
        ) : null,
      )}
    </section>
  );
};
