import type { Channel } from '@maru/contracts/http/chat/channels';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { PersonAvatar } from '@/entities/person/components/person-avatar';
import { usePerson } from '@/entities/person/api/use-person';
import { paths } from '@/shared/config/paths';
import { formatDate, formatTime } from '@/shared/i18n/format';
import { useDebounced } from '@/shared/lib/use-debounced';
import { LoadMore } from '@/shared/ui/load-more';
import { Skeleton } from '@/shared/ui/skeleton';
import { ErrorView } from '@/shared/ui/state-view';
import { TextField } from '@/shared/ui/text-field';
import { useNoteList } from '../api/notes';
import { NotePlaceholder } from './note-placeholder';
import styles from './note-list.module.css';
import { lengthWords } from './note-times';

const pauseMs = 250;

/** The ended notes of a voice channel: searched by topic, loaded page by page. */
export const NoteList = ({ channel }: { channel: Channel }) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), pauseMs);
  const list = useNoteList(channel.channelId, search);
  const notes = list.notes?.filter(({ endedAt }) => endedAt !== null);
  const isEmpty = notes?.length === 0 && !list.hasNextPage;
  return (
    <div className={styles.pane}>
      {isEmpty && !typed ? null : (
        <TextField
          type="search"
          label={t('notes.list.search')}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          trailing={<Search className={styles.glass} size={18} strokeWidth={1.75} aria-hidden="true" />}
        />
      )}
      {list.error && !notes ? <ErrorView error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <ListSkeleton /> : null}
      {isEmpty ? <EmptyList isSearch={search !== ''} /> : null}
      <ul className={styles.list} aria-label={t('notes.list.label', { name: channel.name })}>
        {notes?.map((note) => (
          <NoteRow key={note.noteId} note={note} />
        ))}
      </ul>
      <LoadMore
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
    </div>
  );
};

const ListSkeleton = () => (
  <div className={styles.skeletons}>
    {[0, 1, 2].map((each) => (
      <Skeleton key={each} width="100%" height={64} />
    ))}
  </div>
);

const EmptyList = ({ isSearch }: { isSearch: boolean }) => {
  const { t } = useTranslation();
  return (
    <NotePlaceholder
      title={t(isSearch ? 'notes.list.nothingFound' : 'notes.list.empty')}
      text={t(isSearch ? 'notes.list.nothingFoundText' : 'notes.list.emptyText')}
    />
  );
};

const NoteRow = ({ note }: { note: MeetingNote }) => {
  const { t } = useTranslation();
  const { serverId, channelId, noteId, topic, startedAt, endedAt, startedBy } = note;
  const { name } = usePerson(startedBy);
  return (
    <li>
      <Link className={styles.note} to={paths.note.to(serverId, channelId, noteId)}>
        <b className={styles.topic} dir="auto">
          {topic}
        </b>
        <span className={styles.meta}>
          <time dateTime={startedAt}>
            {formatDate(startedAt)} {formatTime(startedAt)}
          </time>
          {endedAt ? <span>{lengthWords(t, startedAt, endedAt)}</span> : null}
          <span className={styles.person}>
            <PersonAvatar userId={startedBy} size={16} />
            <span className={styles.name}>{name}</span>
          </span>
        </span>
      </Link>
    </li>
  );
};
