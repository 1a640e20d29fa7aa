import type { Order } from '@maru/contracts/http/user/membership';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadMore } from '@/shared/ui/load-more';
import { NoRecords } from '@/shared/ui/records';
import records from '@/shared/ui/records.module.css';
import { Section, SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { useOrders } from '../api/orders';
import { useSubscription } from '../api/subscription';
import { OrderRow } from './order-row';
import { problemOf } from './problem';
import { ReceiptDrawing } from './receipt-drawing';
import { RefundDialog } from './refund-dialog';

/** The person's payments, with their receipts and the way to a refund. */
export const OrderHistory = () => {
  const { t } = useTranslation();
  const list = useOrders();
  const { data: subscription } = useSubscription();
  const [refunding, setRefunding] = useState<Order>();
  const problem = problemOf(list);
  const orders = list.data?.pages.flatMap((page) => page.orders) ?? [];
  return (
    <Section title={t('membership.history.title')}>
      {problem ? <ErrorView error={problem} onRetry={() => void list.refetch()} /> : null}
      {!list.data && !problem ? <SectionSkeleton /> : null}
      {list.data && orders.length === 0 ? (
        <NoRecords
          drawing={<ReceiptDrawing />}
          title={t('membership.history.none')}
          text={t('membership.history.noneText')}
        />
      ) : null}
      {orders.length > 0 ? (
        <ul className={records.list}>
          {orders.map((order) => (
            <OrderRow
              key={order.orderId}
              order={order}
              subscription={subscription}
              onRefund={() => setRefunding(order)}
            />
          ))}
        </ul>
      ) : null}
      <LoadMore
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
      {refunding ? <RefundDialog order={refunding} onClose={() => setRefunding(undefined)} /> : null}
    </Section>
  );
};
