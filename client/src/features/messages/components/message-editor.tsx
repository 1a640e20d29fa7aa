import { limits } from '@maru/contracts/limits';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './message-editor.module.css';
import { useEnterToSend } from './use-enter-to-send';

interface MessageEditorProps {
  initialText: string;
  onSave: (text: string) => void;
  onCancel: () => void;
}

/** Edits a message in its place. */
export const MessageEditor = ({ initialText, onSave, onCancel }: MessageEditorProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState(initialText);
  const field = useRef<HTMLTextAreaElement>(null);
  const enter = useEnterToSend((value) => onSave(value.trim()));

  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(initialText.length, initialText.length);
  }, [initialText]);

  return (
    <div className={styles.editor}>
      <textarea
        ref={field}
        className={styles.field}
        aria-label={t('messages.edit')}
        value={text}
        maxLength={limits.messageContent.max}
        rows={Math.min(10, text.split('\n').length)}
        onChange={(event) => setText(event.target.value)}
        {...enter}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return enter.onKeyDown(event);
          event.stopPropagation();
          onCancel();
        }}
      />
      <p className={styles.hint}>{t('messages.editHint')}</p>
    </div>
  );
};
