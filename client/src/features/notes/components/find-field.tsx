import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/shared/ui/icon-button';
import styles from './find-field.module.css';
import type { Find } from './use-find';

/** Finds words in a document: Enter goes on, Shift and Enter back. */
export const FindField = ({ find }: { find: Find }) => {
  const { t } = useTranslation();
  const [isFresh, setIsFresh] = useState(true);
  const { total, index } = find;

  const handleKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return find.type('');
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    // The first Enter after typing shows the first match.
    if (isFresh) find.show();
    else if (event.shiftKey) find.previous();
    else find.next();
    setIsFresh(false);
  };

  return (
    <div className={styles.find} role="search">
      <Search size={16} strokeWidth={1.75} aria-hidden="true" />
      <input
        type="search"
        className={styles.field}
        aria-label={t('notes.document.find')}
        placeholder={t('notes.document.find')}
        value={find.search}
        onChange={(event) => {
          find.type(event.target.value);
          setIsFresh(true);
        }}
        onKeyDown={handleKeyDown}
      />
      {find.wanted ? (
        <>
          <span className={styles.count} role="status">
            <span className="visually-hidden">
              {total > 0
                ? t('notes.document.position', { total, index: index + 1 })
                : t('notes.document.nothing')}
            </span>
            <span aria-hidden="true">
              {total > 0 ? `${index + 1}/${total}` : t('notes.document.nothing')}
            </span>
          </span>
          <IconButton
            icon={ChevronUp}
            label={t('notes.document.previous')}
            disabled={total === 0}
            onClick={find.previous}
          />
          <IconButton
            icon={ChevronDown}
            label={t('notes.document.next')}
            disabled={total === 0}
            onClick={find.next}
          />
        </>
      ) : null}
    </div>
  );
};
