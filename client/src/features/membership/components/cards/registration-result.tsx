import type { Order } from '@maru/contracts/http/user/membership';
import { Check, CircleAlert, DoorOpen, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { paths } from '@/shared/config/paths';
import type { CardPurpose } from '../../model/card-windows';
import type { RegistrationView } from '../../model/registration-view';
import { NextSteps } from '../results/next-steps';
import { Statement, type Look } from '../results/statement';
import { useRegistrationWords } from './use-registration-words';

type Kind = RegistrationView['kind'];

const looks: Record<Kind, Look> = {
  working: { tone: 'warning' },
  confirming: { tone: 'warning' },
  subscribed: { icon: Check, tone: 'accent' },
  changed: { icon: Check, tone: 'accent' },
  settled: { icon: Check, tone: 'accent' },
  unsettled: { icon: CircleAlert, tone: 'warning' },
  declined: { icon: CircleAlert, tone: 'warning' },
  refused: { icon: CircleAlert, tone: 'warning' },
  failed: { icon: CircleAlert, tone: 'warning' },
  left: { icon: DoorOpen },
  returned: { icon: Undo2 },
  over: { icon: DoorOpen },
};

interface RegistrationStatementProps {
  view: RegistrationView;
  order: Order | undefined;
  /** The result takes longer than the page asks for it, and comes by mail. */
  isOverdue: boolean;
}

export const RegistrationStatement = ({ view, order, isOverdue }: RegistrationStatementProps) => {
  const words = useRegistrationWords(view, order, isOverdue);
  const look = looks[view.kind];
  return <Statement {...look} {...(isOverdue && !look.icon ? { icon: CircleAlert } : {})} {...words} />;
};

/** Another card, or another attempt, helps. */
const mayTryAgain: readonly Kind[] = ['unsettled', 'declined', 'refused', 'failed', 'left'];

interface RegistrationStepsProps {
  view: RegistrationView;
  order: Order | undefined;
  /** `undefined` if this tab does not remember it. */
  purpose: CardPurpose | undefined;
}

export const RegistrationSteps = ({ view, order, purpose }: RegistrationStepsProps) => {
  const { t } = useTranslation();
  const to = purpose && (purpose.plan ? paths.checkout.toMonthly(purpose.plan) : paths.card.to());
  const label = t(
    view.kind === 'declined' || view.kind === 'unsettled'
      ? 'subscription.registration.anotherCard'
      : 'subscription.registration.again',
  );
  const isAgain = to !== undefined && mayTryAgain.includes(view.kind);
  return <NextSteps order={order} again={isAgain ? { to, label } : undefined} />;
};
