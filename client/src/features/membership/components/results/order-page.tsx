import type { Order, OrderId } from '@maru/contracts/http/user/membership';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '@/shared/api/api-error';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { useReturnedOrder } from '../../api/use-returned-order';
import '../../i18n/words';
import { viewOf, type OrderView, type ReturnedBy } from '../../model/order-view';
import { problemOf } from '../problem';
import { OrderNextSteps, OrderStatement } from './order-result';
import styles from './result.module.css';
import { UnknownResult } from './unknown-result';

interface OrderPageProps {
  orderId: OrderId;
  returnedBy: ReturnedBy;
  /** Shown for an order that does not exist, or is another buyer's. */
  notFound: ReactNode;
}

/** The page that the payment window returns to: confirms the payment, and says how the order has ended. */
export const OrderPage = ({ orderId, returnedBy, notFound }: OrderPageProps) => {
  const { t } = useTranslation();
  const query = useReturnedOrder(orderId, returnedBy);
  const { data, error, refetch, isOverdue } = query;
  const problem = problemOf(query);
  const view = shownView(data, returnedBy);
  useDocumentTitle(t('membership.order.title'));
  if (codeOf(error) === 'NOT_FOUND') return notFound;
  if (problem) return <UnknownResult error={problem} onRetry={() => void refetch()} />;
  return (
    <div className={styles.page}>
      {/* One region for all states: a new one would not be read out. */}
      <div role="status">
        {view ? <OrderStatement order={data} view={view} isOverdue={isOverdue} /> : <SectionSkeleton />}
      </div>
      {data && view ? <OrderNextSteps order={data} kind={view.kind} /> : null}
    </div>
  );
};

/** The confirmation may take as long as the card company does: meanwhile the page warns of a second payment. */
const shownView = (order: Order | undefined, returnedBy: ReturnedBy): OrderView | undefined => {
  if (order) return viewOf(order, returnedBy);
  return returnedBy.result === 'success' ? { kind: 'confirming' } : undefined;
};
