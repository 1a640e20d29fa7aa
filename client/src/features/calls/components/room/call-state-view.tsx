import '../../i18n/words';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { Spinner } from '@/shared/ui/spinner';
import type { CallSnapshot } from '../../model/call';
import { useOpenCall } from '../call-context';
import { Doorway } from './doorway';
import styles from './join-view.module.css';

interface CallStateViewProps {
  onRejoin: () => void;
}

/** Stands in the place of the room while the person is not in the call: waiting for a place, elsewhere, ended. */
export const CallStateView = ({ onRejoin }: CallStateViewProps) => {
  const { snapshot } = useOpenCall();
  return (
    <div className={styles.view} data-theme="dark" role="status">
      <State snapshot={snapshot} onRejoin={onRejoin} />
    </div>
  );
};

/** The ends after which the person can't join again. */
const withoutWayBack: readonly CallSnapshot['endReason'][] = ['no-access', 'not-a-member', 'channel-deleted'];

const State = ({ snapshot, onRejoin }: CallStateViewProps & { snapshot: CallSnapshot }) => {
  const { t } = useTranslation();
  const { call } = useOpenCall();
  if (snapshot.status === 'waiting')
    return (
      <>
        <Spinner />
        <h2 className={styles.title}>{t('calls.join.fullTitle')}</h2>
        <p className={styles.text}>{t('calls.join.fullText')}</p>
        <Button variant="secondary" size="l" onClick={() => call.leave()}>
          {t('calls.stopWaiting')}
        </Button>
      </>
    );
  if (snapshot.status === 'elsewhere')
    return (
      <>
        <Doorway />
        <h2 className={styles.title}>{t('calls.join.elsewhere')}</h2>
        <p className={styles.text}>{t('calls.join.elsewhereText')}</p>
        <Button size="l" onClick={() => call.takeOver()}>
          {t('calls.join.takeOver')}
        </Button>
      </>
    );
  if (snapshot.status === 'ended') {
    const reason = snapshot.endReason ?? 'failed';
    return (
      <>
        <Doorway />
        <h2 className={styles.title}>{t(`calls.ended.${reason}`)}</h2>
        <p className={styles.text}>{t(`calls.ended.text.${reason}`)}</p>
        {withoutWayBack.includes(reason) ? null : (
          <Button size="l" onClick={onRejoin}>
            {t('calls.join.again')}
          </Button>
        )}
      </>
    );
  }
  return (
    <>
      <Spinner />
      <p className={styles.text}>{t('calls.join.joining')}</p>
    </>
  );
};
