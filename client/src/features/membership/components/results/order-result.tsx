import type { Order } from '@maru/contracts/http/user/membership';
import { Check, CircleAlert, DoorOpen, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { paths } from '@/shared/config/paths';
import type { OrderView } from '../../model/order-view';
import { NextSteps } from './next-steps';
import { Statement, type Look } from './statement';
import { useOrderWords } from './use-order-words';

const looks: Record<OrderView['kind'], Look> = {
  confirming: { tone: 'warning' },
  paid: { icon: Check, tone: 'accent' },
  failed: { icon: CircleAlert, tone: 'warning' },
  left: { icon: DoorOpen },
  closed: { icon: DoorOpen },
  unfinished: { icon: DoorOpen },
  refunding: { icon: Undo2 },
  refundAsked: { icon: Undo2 },
  refunded: { icon: Undo2 },
};

interface OrderStatementProps {
  /** Not known yet while its payment is confirmed. */
  order: Order | undefined;
  view: OrderView;
  /** The result takes longer than the page asks for it, and comes by mail. */
  isOverdue: boolean;
}

export const OrderStatement = ({ order, view, isOverdue }: OrderStatementProps) => {
  const words = useOrderWords(order, view, isOverdue);
  const look = looks[view.kind];
  return <Statement {...look} {...(isOverdue && !look.icon ? { icon: CircleAlert } : {})} {...words} />;
};

/** No money has moved, so that the buyer may try again. */
const mayPayAgain: readonly OrderView['kind'][] = ['failed', 'left', 'closed', 'unfinished'];

export const OrderNextSteps = ({ order, kind }: { order: Order; kind: OrderView['kind'] }) => {
  const { t } = useTranslation();
  const again = { to: paths.checkout.to(order.plan), label: t('membership.order.again') };
  return <NextSteps order={order} again={mayPayAgain.includes(kind) ? again : undefined} />;
};
