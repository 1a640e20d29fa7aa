import { Search, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './member-panel.module.css';

interface MemberSearchProps {
  value: string;
  onChange: (value: string) => void;
}

/** Finds members by name; Escape brings the groups back. */
export const MemberSearch = ({ value, onChange }: MemberSearchProps) => {
  const { t } = useTranslation();
  return (
    <div className={styles.search} role="search">
      <Search size={16} strokeWidth={1.75} aria-hidden="true" />
      <input
        type="text"
        className={styles.searchField}
        aria-label={t('members.search')}
        placeholder={t('members.search')}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.nativeEvent.isComposing || !value) return;
          event.stopPropagation();
          onChange('');
        }}
      />
      {value ? (
        <button
          type="button"
          className={styles.clear}
          aria-label={t('members.clearSearch')}
          onClick={() => onChange('')}
        >
          <X size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      ) : null}
    </div>
  );
};
