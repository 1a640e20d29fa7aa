import type { Order } from '@maru/contracts/http/user/membership';
import { Check, CircleAlert, DoorOpen, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { buttonClass } from '@/shared/ui/button';
import { Spinner } from '@/shared/ui/spinner';
import type { OrderView } from '../model/order-view';
import { receiptOf } from '../model/receipt';
import { formatWon } from './korean-format';
import facts from './facts.module.css';
import styles from './order-page.module.css';
import { SettingsLink } from './settings-link';
import { useOrderWords } from './use-order-words';
import { usePlanWords } from './use-plan-words';

interface StatementProps {
  /** Not known yet while its payment is confirmed. */
  order: Order | undefined;
  view: OrderView;
  /** The result takes longer than the page asks for it, and comes by mail. */
  isOverdue: boolean;
}

/** The end of an order, or its state on the way there. */
export const Statement = ({ order, view, isOverdue }: StatementProps) => {
  const { title, text } = useOrderWords(order, view, isOverdue);
  return (
    <div className={styles.result}>
      <Mark kind={view.kind} isOverdue={isOverdue} />
      <div>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.text}>{text}</p>
      </div>
    </div>
  );
};

/** The payment of an order, and the ways on. */
export const NextSteps = ({ order, kind }: { order: Order; kind: OrderView['kind'] }) => (
  <div className={styles.result}>
    {order.paidAt ? <Payment order={order} /> : null}
    <Actions order={order} kind={kind} />
  </div>
);

const icons = {
  paid: Check,
  failed: CircleAlert,
  left: DoorOpen,
  closed: DoorOpen,
  unfinished: DoorOpen,
  refunding: Undo2,
  refundAsked: Undo2,
  refunded: Undo2,
} as const;

const tones: Partial<Record<OrderView['kind'], string>> = {
  paid: 'accent',
  failed: 'warning',
  confirming: 'warning',
};

const Mark = ({ kind, isOverdue }: { kind: OrderView['kind']; isOverdue: boolean }) => {
  const Icon = kind === 'confirming' ? CircleAlert : icons[kind];
  return (
    <span className={styles.mark} data-tone={tones[kind]}>
      {kind === 'confirming' && !isOverdue ? (
        <Spinner />
      ) : (
        <Icon size={26} strokeWidth={1.75} aria-hidden="true" />
      )}
    </span>
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

/** No money has moved, so that the buyer may try again. */
const mayPayAgain: readonly OrderView['kind'][] = ['failed', 'left', 'closed', 'unfinished'];

const Actions = ({ order, kind }: { order: Order; kind: OrderView['kind'] }) => {
  const { t } = useTranslation();
  const receipt = receiptOf(order);
  const isAgain = mayPayAgain.includes(kind);
  return (
    <div className={styles.actions}>
      {isAgain ? (
        <Link to={paths.checkout.to(order.plan)} reloadDocument className={buttonClass({})}>
          {t('membership.order.again')}
        </Link>
      ) : null}
      <Link
        to={paths.servers.to()}
        reloadDocument
        className={buttonClass({ variant: isAgain ? 'secondary' : 'primary' })}
      >
        {t('membership.order.back')}
      </Link>
      <SettingsLink />
      {receipt ? (
        <a
          href={receipt}
          target="_blank"
          rel="noreferrer"
          className={buttonClass({ variant: 'secondary' })}
          aria-label={`${t('membership.history.receipt')} ${t('membership.inNewTab')}`}
        >
          {t('membership.history.receipt')}
        </a>
      ) : null}
    </div>
  );
};
