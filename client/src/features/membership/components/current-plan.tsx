import type { MembershipPage } from '@maru/contracts/http/user/membership';
import type { Subscription } from '@maru/contracts/http/user/subscription';
import { Gem } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Row, Section } from '@/shared/ui/settings-section';
import blocks from '@/shared/ui/settings-section.module.css';
import { formatLastDay } from './korean-format';
import { useCoverage } from './use-coverage';
import { usePlanWords } from './use-plan-words';

interface CurrentPlanProps {
  page: MembershipPage;
  subscription: Subscription | null;
}

/** The plan of today with its last day, and the plans that follow it. Paid time does not end where a subscription goes on. */
export const CurrentPlan = ({ page, subscription }: CurrentPlanProps) => {
  const { t } = useTranslation();
  const { nameOf, spanOf } = usePlanWords();
  const stretches = useCoverage(page.spans);
  if (subscription && stretches.length === 0) return null;
  const until = subscription && subscription.state !== 'cancelling' ? 'paidUntil' : 'until';
  const icon = <Gem size={18} strokeWidth={1.75} aria-hidden="true" />;
  return (
    <Section
      title={t('membership.now.title')}
      text={stretches.length > 0 && !subscription ? t('membership.now.noRenewal') : undefined}
    >
      <div className={blocks.card}>
        {stretches.length === 0 ? (
          <Row icon={icon} label={t('membership.now.none')} value={t('membership.now.noneText')} />
        ) : null}
        {stretches.map(({ plan, startsAt, endsAt, isNow }) => (
          <Row
            key={startsAt}
            icon={icon}
            label={
              <>
                {t('membership.plan', { plan: nameOf(plan) })}
                {isNow ? <span className={blocks.badge}>{t('membership.plans.current')}</span> : null}
              </>
            }
            value={
              isNow
                ? t(`membership.now.${until}`, { day: formatLastDay(endsAt) })
                : spanOf({ startsAt, endsAt })
            }
          />
        ))}
      </div>
    </Section>
  );
};
