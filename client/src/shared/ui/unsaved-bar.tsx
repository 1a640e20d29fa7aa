import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker, type Location } from 'react-router-dom';
import { Button } from './button.js';
import styles from './unsaved-bar.module.css';

interface UnsavedBarProps {
  /** There are unsaved changes. */
  isDirty: boolean;
  canSave?: boolean;
  isSaving: boolean;
  onReset: () => void;
  onSave: () => void;
}

const askBefore = (event: BeforeUnloadEvent) => event.preventDefault();

/** A member who is sent away (removed from a server, for example) can no longer save. */
const isSentAway = (state: unknown) => typeof state === 'object' && state !== null && 'isSentAway' in state;

const addressOf = ({ pathname, search }: Location) => pathname + search;

/** Slides in while there are unsaved changes, and asks before the page is left with them. */
export const UnsavedBar = ({ isDirty, canSave = true, isSaving, onReset, onSave }: UnsavedBarProps) => {
  const { t } = useTranslation();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isDirty && addressOf(currentLocation) !== addressOf(nextLocation) && !isSentAway(nextLocation.state),
  );
  const isRefused = blocker.state === 'blocked';
  useEffect(() => {
    if (!isDirty && blocker.state === 'blocked') blocker.reset();
  }, [isDirty, blocker]);
  useEffect(() => {
    if (!isDirty) return undefined;
    window.addEventListener('beforeunload', askBefore);
    return () => window.removeEventListener('beforeunload', askBefore);
  }, [isDirty]);

  if (!isDirty) return null;
  return (
    // Each refusal shakes anew.
    <div key={blocker.location?.key} className={`${styles.bar} ${isRefused ? styles.refused : ''}`}>
      <p className={styles.text} role="status">
        {t(isRefused ? 'common.unsaved.refused' : 'common.unsaved.text')}
      </p>
      <div className={styles.buttons}>
        <Button variant="ghost" disabled={isSaving} onClick={onReset}>
          {t('common.unsaved.reset')}
        </Button>
        <Button isBusy={isSaving} disabled={!canSave} onClick={onSave}>
          {t('common.unsaved.save')}
        </Button>
      </div>
    </div>
  );
};
