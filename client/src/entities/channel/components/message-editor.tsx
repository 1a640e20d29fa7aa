import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './message-editor.module.css';
import { charactersLeft, LengthNote, MessageField, sendableText, useTextMax } from './message-field';
import { useEnterToSend } from './use-enter-to-send';

interface MessageEditorProps {
  initialText: string;
  /** An empty text asks to delete the message. */
  onSave: (text: string) => void;
  onCancel: () => void;
}

/** Edits a message in its place. */
export const MessageEditor = ({ initialText, onSave, onCancel }: MessageEditorProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState(initialText);
  const max = useTextMax(initialText);
  const isTooLong = charactersLeft(text, max) < 0;
  const field = useRef<HTMLTextAreaElement>(null);
  const save = (value: string) => {
    if (charactersLeft(value, max) >= 0) onSave(sendableText(value, max) ?? '');
  };
  const enter = useEnterToSend(save);

  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(initialText.length, initialText.length);
  }, [initialText]);

  return (
    <div className={styles.editor}>
      <MessageField
        field={field}
        className={styles.field}
        label={t('messages.edit')}
        value={text}
        aria-invalid={isTooLong || undefined}
        onChange={(event) => setText(event.target.value)}
        {...enter}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return enter.onKeyDown(event);
          event.stopPropagation();
          onCancel();
        }}
      />
      <div className={styles.below}>
        <p className={styles.hint}>
          <span className={styles.keys}>{t('messages.editHint')}</span>
          <button type="button" className={styles.action} onClick={onCancel}>
            {t('common.cancel')}
          </button>
          <button type="button" className={styles.action} disabled={isTooLong} onClick={() => save(text)}>
            {t('common.save')}
          </button>
        </p>
        <LengthNote text={text} max={max} isVolatile />
      </div>
    </div>
  );
};
