import type { MembershipPage } from '@maru/contracts/http/user/membership';
import { Gem } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Row, Section } from '@/shared/ui/settings-section';
import blocks from '@/shared/ui/settings-section.module.css';
import { formatLastDay } from './korean-format';
import { useCoverage } from './use-coverage';
import { usePlanWords } from './use-plan-words';

/** The plan of today with its last day, and the plans that follow it. */
export const CurrentPlan = ({ page }: { page: MembershipPage }) => {
  const { t } = useTranslation();
  const { nameOf, spanOf } = usePlanWords();
  const stretches = useCoverage(page.spans);
  const icon = <Gem size={18} strokeWidth={1.75} aria-hidden="true" />;
  return (
    <Section
      title={t('membership.now.title')}
      text={stretches.length > 0 ? t('membership.now.noRenewal') : undefined}
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
              isNow ? t('membership.now.until', { day: formatLastDay(endsAt) }) : spanOf({ startsAt, endsAt })
            }
          />
        ))}
      </div>
    </Section>
  );
};
