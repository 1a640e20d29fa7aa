import type { OrderId } from '@maru/contracts/http/user/membership';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '@/shared/api/api-error';
import { errorWords } from '@/shared/errors/error-words';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { Button } from '@/shared/ui/button';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { CloudDrawing, StateView } from '@/shared/ui/state-view';
import { useReturnedOrder } from '../api/use-returned-order';
import '../i18n/words';
import { viewOf, type ReturnedBy } from '../model/order-view';
import styles from './order-page.module.css';
import { Confirming, OrderResult } from './order-result';
import { problemOf } from './problem';

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
  useDocumentTitle(t('membership.order.title'));
  if (codeOf(error) === 'NOT_FOUND') return notFound;
  if (problem) return <Unknown error={problem} onRetry={() => void refetch()} />;
  return (
    <div className={styles.page}>
      {data ? <OrderResult order={data} view={viewOf(data, returnedBy)} isOverdue={isOverdue} /> : null}
      {!data && returnedBy.result === 'success' ? <Confirming /> : null}
      {!data && returnedBy.result === 'fail' ? <SectionSkeleton /> : null}
    </div>
  );
};

/** The payment may have been made: a second one could be charged, too. */
const Unknown = ({ error, onRetry }: { error: Error; onRetry: () => void }) => {
  const { t } = useTranslation();
  return (
    <StateView
      drawing={<CloudDrawing />}
      title={t('membership.order.unknown')}
      text={`${errorWords(t, error)} ${t('membership.order.unknownText')}`}
      action={<Button onClick={onRetry}>{t('common.retry')}</Button>}
    />
  );
};
