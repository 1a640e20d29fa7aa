import '../i18n/words';
import type { NoteCard as Card } from '@maru/contracts/socket/messages';
import { NotebookPen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useOpenServer } from '@/entities/server/components/open-server';
import { paths } from '@/shared/config/paths';
import { buttonClass } from '@/shared/ui/button';
import styles from './note-card.module.css';
import { lengthWords } from './note-times';

/** An ended note as a text channel shows it. Members who may not see its voice channel get no card. */
export const NoteCard = ({ card }: { card: Card | undefined }) => {
  const { t } = useTranslation();
  const { server, channels } = useOpenServer();
  const canSee = channels.some(({ channelId }) => channelId === card?.voiceChannelId);
  if (!card || !canSee) return <p className={styles.gone}>{t('notes.card.gone')}</p>;
  const { noteId, voiceChannelId, topic, startedAt, endedAt, lines, participants } = card;
  return (
    <section className={styles.card} aria-label={t('notes.card.label', { topic })}>
      <span className={styles.mark}>
        <NotebookPen size={20} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <div className={styles.words}>
        <b className={styles.topic} dir="auto">
          {topic}
        </b>
        <p className={styles.meta}>
          <span>{lengthWords(t, startedAt, endedAt)}</span>
          <span>{t('notes.card.lines', { count: lines })}</span>
          <span>{t('notes.card.people', { count: participants })}</span>
        </p>
      </div>
      <Link
        className={`${buttonClass({ variant: 'secondary' })} ${styles.open}`}
        to={paths.note.to(server.serverId, voiceChannelId, noteId)}
      >
        {t('notes.open')}
      </Link>
    </section>
  );
};
