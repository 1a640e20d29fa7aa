import { Signal, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Spinner } from '@/shared/ui/spinner';
import type { CallSnapshot } from '../../model/call';
import { useOpenCall } from '../call-context';
import styles from './call-status-line.module.css';

const toneOf = ({ status, trouble }: CallSnapshot): 'good' | 'poor' | 'calm' => {
  if (status === 'reconnecting') return 'poor';
  if (status !== 'connected') return 'calm';
  return trouble?.side === 'own' ? 'poor' : 'good';
};

/** The state of the call in one line. */
export const CallStatusLine = () => {
  const { t } = useTranslation();
  const { snapshot } = useOpenCall();
  const tone = toneOf(snapshot);
  const Icon = tone === 'good' ? Signal : TriangleAlert;
  return (
    <span className={styles.line} data-tone={tone}>
      {snapshot.status === 'connected' ? (
        <Icon size={16} strokeWidth={2.25} aria-hidden="true" />
      ) : (
        <Spinner />
      )}
      <span className={styles.words}>{t(`calls.status.${snapshot.status}`)}</span>
    </span>
  );
};
