import '../i18n/words';
import type { Channel } from '@maru/contracts/http/chat/channels';
import { NotebookPen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/shared/ui/icon-button';
import { useRunningNote } from '../api/notes';
import styles from './note-button.module.css';

interface NoteButtonProps {
  channel: Channel;
  isOpen: boolean;
  onToggle: () => void;
}

/** Opens and closes the notes of a voice channel; a dot tells that one is running. */
export const NoteButton = ({ channel, isOpen, onToggle }: NoteButtonProps) => {
  const { t } = useTranslation();
  const isRunning = Boolean(useRunningNote(channel.channelId));
  const label = isOpen ? 'notes.hide' : isRunning ? 'notes.showRunning' : 'notes.show';
  return (
    <span className={styles.place}>
      <IconButton icon={NotebookPen} label={t(label)} aria-pressed={isOpen} onClick={onToggle} />
      {isRunning ? <span className={styles.dot} aria-hidden="true" /> : null}
    </span>
  );
};
