import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { useOwnPlan } from '../api/use-own-plan';
import styles from './plans-link.module.css';

/** Leads to the plans, for viewers who can have a larger one. With `isApart` in a new tab: this page would lose what is typed. */
export const PlansLink = ({ isApart = false }: { isApart?: boolean }) => {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  if (useOwnPlan() === 'premium') return null;
  return (
    <Link
      className={styles.link}
      to={paths.settings.to('membership')}
      state={{ from: pathname }}
      target={isApart ? '_blank' : undefined}
    >
      {t('messages.seePlans')}
    </Link>
  );
};
