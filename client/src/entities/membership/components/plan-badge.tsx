import { perksOf, type Plan } from '@maru/contracts/membership';
import { Gem, Sprout } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './plan-badge.module.css';

/** The mark of a plan beside a name; nothing for plans without one. The shapes differ, not only the colors. */
export const PlanBadge = ({ plan }: { plan: Plan }) => {
  const { t } = useTranslation();
  if (!perksOf[plan].hasBadge) return null;
  const Icon = plan === 'premium' ? Gem : Sprout;
  const label = t('profiles.plan', { plan: plan.toUpperCase() });
  return (
    <span className={styles.badge} data-plan={plan} role="img" aria-label={label} title={label}>
      <Icon size={11} strokeWidth={2.25} aria-hidden="true" />
    </span>
  );
};
