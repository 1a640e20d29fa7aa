import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../errors/error-words.js';
import type { Run } from '../lib/run-for-each.js';
import styles from './run-for-each.module.css';

/** The progress of a run over several items. */
export const RunProgress = ({ run: { done, total } }: { run: Run }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.progress} role="status">
      <b>{t('members.run.progress', { done, total })}</b>
      <progress value={done} max={total} />
    </div>
  );
};

interface RunFailuresProps {
  run: Run;
  nameOf: (id: string) => ReactNode;
}

/** The items on which a run failed, with the reasons. */
export const RunFailures = ({ run: { failures }, nameOf }: RunFailuresProps) => {
  const { t } = useTranslation();
  if (failures.length === 0) return null;
  return (
    <div className={styles.failed} role="alert">
      <p>{t('members.run.failed', { count: failures.length })}</p>
      <ul className={styles.failures}>
        {failures.map(({ id, error }) => (
          <li key={id}>
            <b>{nameOf(id)}</b>
            <span>{errorWords(t, error)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
};
