import type { Order } from '@maru/contracts/http/user/membership';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { buttonClass } from '@/shared/ui/button';
import { receiptOf } from '../../model/receipt';
import facts from '../facts.module.css';
import { formatWon } from '../korean-format';
import { usePlanWords } from '../use-plan-words';
import styles from './result.module.css';
import { SettingsLink } from './settings-link';

interface NextStepsProps {
  order: Order | undefined;
  /** Another attempt; no money has moved. */
  again?: { to: string; label: string } | undefined;
}

/** The payment, if there was one, and the ways on. */
export const NextSteps = ({ order, again }: NextStepsProps) => {
  const { t } = useTranslation();
  return (
    <div className={styles.result}>
      {order?.paidAt ? <Payment order={order} /> : null}
      <div className={styles.actions}>
        {again ? (
          <Link to={again.to} reloadDocument className={buttonClass({})}>
            {again.label}
          </Link>
        ) : null}
        <Link
          to={paths.servers.to()}
          reloadDocument
          className={buttonClass({ variant: again ? 'secondary' : 'primary' })}
        >
          {t('membership.order.back')}
        </Link>
        <SettingsLink />
        {order ? <Receipt order={order} /> : null}
      </div>
    </div>
  );
};

const Payment = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const { methodOf } = usePlanWords();
  return (
    <dl className={facts.facts}>
      <div>
        <dt>{t('membership.order.amount')}</dt>
        <dd>{formatWon(order.amount)}</dd>
      </div>
      {order.method ? (
        <div>
          <dt>{t('membership.order.method')}</dt>
          <dd>{methodOf(order.method)}</dd>
        </div>
      ) : null}
    </dl>
  );
};

const Receipt = ({ order }: { order: Order }) => {
  const { t } = useTranslation();
  const receipt = receiptOf(order);
  if (!receipt) return null;
  return (
    <a
      href={receipt}
      target="_blank"
      rel="noreferrer"
      className={buttonClass({ variant: 'secondary' })}
      aria-label={`${t('membership.history.receipt')} ${t('membership.inNewTab')}`}
    >
      {t('membership.history.receipt')}
    </a>
  );
};
