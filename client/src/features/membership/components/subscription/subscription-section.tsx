import type { Offer } from '@maru/contracts/http/user/membership';
import type { Subscription } from '@maru/contracts/http/user/subscription';
import { largerPlan, paidPlans, type PaidPlan } from '@maru/contracts/membership';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '@/shared/ui/settings-section';
import blocks from '@/shared/ui/settings-section.module.css';
import { DowngradeDialog } from './downgrade-dialog';
import { EndingDialog } from './ending-dialog';
import { SubscriptionActions } from './subscription-actions';
import { CardRow, ChargeRow, NextPlanRow } from './subscription-rows';
import { UpgradeDialog } from './upgrade-dialog';

interface SubscriptionSectionProps {
  subscription: Subscription;
  offers: readonly Offer[];
  isInCall: boolean;
}

/** A dialog keeps the plan that it was opened for, whatever other tabs do. */
type Opened = { kind: 'upgrade' | 'downgrade'; to: PaidPlan } | { kind: 'ending' };

const planChangeOf = ({ plan }: Subscription): Opened => {
  const to = paidPlans.find((each) => each !== plan) ?? plan;
  return { kind: largerPlan(to, plan) === to ? 'upgrade' : 'downgrade', to };
};

/** The subscription with its next charge and its card, and everything that can be done with it. */
export const SubscriptionSection = ({ subscription, offers, isInCall }: SubscriptionSectionProps) => {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const priceOf = (plan: PaidPlan) => offers.find((each) => each.plan === plan)?.amount;
  return (
    <Section title={t('subscription.title')}>
      <div className={blocks.card}>
        <ChargeRow subscription={subscription} />
        <NextPlanRow subscription={subscription} />
        <CardRow subscription={subscription} />
        <SubscriptionActions
          subscription={subscription}
          isInCall={isInCall}
          onChangePlan={() => setOpened(planChangeOf(subscription))}
          onEnd={() => setOpened({ kind: 'ending' })}
        />
      </div>
      {opened?.kind === 'upgrade' ? (
        <UpgradeDialog
          subscription={subscription}
          to={opened.to}
          monthly={priceOf(opened.to)}
          onClose={close}
        />
      ) : null}
      {opened?.kind === 'downgrade' ? (
        <DowngradeDialog
          subscription={subscription}
          to={opened.to}
          monthly={priceOf(opened.to)}
          onClose={close}
        />
      ) : null}
      {opened?.kind === 'ending' ? <EndingDialog subscription={subscription} onClose={close} /> : null}
    </Section>
  );
};
