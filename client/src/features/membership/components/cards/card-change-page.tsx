import type { Subscription } from '@maru/contracts/http/user/subscription';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useMe } from '@/shared/api/session-store';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { Button, buttonClass } from '@/shared/ui/button';
import form from '@/shared/ui/form.module.css';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView, HouseDrawing, StateView } from '@/shared/ui/state-view';
import { changeCard, type Guard } from '../../api/card-registrations';
import { useSubscription } from '../../api/subscription';
import { useWindow } from '../../api/use-window';
import styles from '../checkout-page.module.css';
import facts from '../facts.module.css';
import { formatWon } from '../korean-format';
import { PayNotice } from '../pay-notice';
import { problemOf } from '../problem';
import { SettingsLink } from '../results/settings-link';
import { useChargeWords } from '../subscription/use-charge-words';
import { usePlanWords } from '../use-plan-words';

/** The card of the subscription, and the way to the window that registers another one. */
export const CardChangePage = ({ guard }: { guard: Guard }) => {
  const { t } = useTranslation();
  const query = useSubscription();
  const { data, refetch } = query;
  const problem = problemOf(query);
  const title = t('subscription.cardChange.title');
  useDocumentTitle(title);
  if (problem) return <ErrorView error={problem} onRetry={() => void refetch()} />;
  if (data === null) return <NotSubscribed />;
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{title}</h1>
      {data ? <CardChange subscription={data} guard={guard} /> : <SectionSkeleton />}
    </div>
  );
};

const CardChange = ({ subscription, guard }: { subscription: Subscription; guard: Guard }) => {
  const { t } = useTranslation();
  const { nickname } = useMe();
  const opening = useWindow(() => changeCard(guard, nickname));
  const amount = formatWon(subscription.nextAmount);
  return (
    <div className={styles.form}>
      <CardFacts subscription={subscription} />
      <p className={form.text}>
        {subscription.state === 'past-due'
          ? t('subscription.cardChange.overdue', { amount })
          : t('subscription.cardChange.text')}
      </p>
      <PayNotice error={opening.error} isLeaving={opening.isSuccess} isForCard />
      <div className={styles.actions}>
        <Link
          to={paths.settings.to('membership')}
          reloadDocument
          className={buttonClass({ variant: 'secondary', size: 'l' })}
        >
          {t('common.cancel')}
        </Link>
        <Button size="l" isBusy={opening.isPending || opening.isSuccess} onClick={() => opening.mutate()}>
          {t('subscription.cardChange.submit')}
        </Button>
      </div>
    </div>
  );
};

const CardFacts = ({ subscription }: { subscription: Subscription }) => {
  const { t } = useTranslation();
  const { cardOf } = usePlanWords();
  return (
    <dl className={facts.facts}>
      <div>
        <dt>{t('subscription.cardChange.now')}</dt>
        <dd>{cardOf(subscription.card)}</dd>
      </div>
      <div>
        <dt>{t('subscription.cardChange.next')}</dt>
        <dd>{useChargeWords(subscription)}</dd>
      </div>
    </dl>
  );
};

const NotSubscribed = () => {
  const { t } = useTranslation();
  return (
    <StateView
      drawing={<HouseDrawing />}
      title={t('subscription.none')}
      text={t('subscription.noneText')}
      action={<SettingsLink />}
    />
  );
};
