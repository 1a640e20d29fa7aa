import { countCharacters } from '@maru/contracts/graphemes';
import { limits } from '@maru/contracts/limits';
import type { UserId } from '@maru/contracts/primitives';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Skeleton } from '@/shared/ui/skeleton';
import { useNote, useSaveNote } from '../api/notes';
import styles from './note-field.module.css';

const pauseMs = 600;

/** A private note about a person, saved while it is being typed. */
export const NoteField = ({ userId }: { userId: UserId }) => {
  const { t } = useTranslation();
  const { data, isPending } = useNote(userId);
  if (isPending) return <Skeleton width="100%" height={44} />;
  // Saving without knowing the stored note could overwrite it.
  if (data === undefined) return <p className={styles.status}>{t('common.couldNotLoad')}</p>;
  return <Editor userId={userId} initialText={data} />;
};

const Editor = ({ userId, initialText }: { userId: UserId; initialText: string }) => {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState(initialText);
  const { mutate, status } = useSaveNote(userId);
  const over = countCharacters(text) - limits.personNote.max;
  const unsaved = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = () => {
    clearTimeout(timer.current);
    if (unsaved.current === undefined || over > 0) return;
    mutate(unsaved.current);
    unsaved.current = undefined;
  };
  const change = (value: string) => {
    setText(value);
    unsaved.current = value;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => saveLast.current(), pauseMs);
  };
  // Save on unmount, so that closing the card in the middle of a word loses nothing.
  const saveLast = useRef(save);
  saveLast.current = save;
  useEffect(() => () => saveLast.current(), []);

  const words = {
    idle: '',
    pending: t('profiles.noteSaving'),
    success: t('profiles.noteSaved'),
    error: t('profiles.noteFailed'),
  };
  return (
    <section className={styles.note}>
      <div className={styles.head}>
        <label htmlFor={id}>{t('profiles.note')}</label>
        <span className={styles.status} role="status">
          {over > 0 ? t('common.tooLong', { count: over }) : words[status]}
        </span>
      </div>
      <textarea
        id={id}
        className={styles.field}
        rows={2}
        aria-invalid={over > 0 || undefined}
        placeholder={t('profiles.notePlaceholder')}
        value={text}
        onChange={(event) => change(event.target.value)}
        onBlur={save}
      />
    </section>
  );
};
