import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { buttonClass } from '@/shared/ui/button';
import '../../i18n/words';

/** Leads from a page of payment to the membership in the settings, in a new document. */
export const SettingsLink = () => {
  const { t } = useTranslation();
  return (
    <Link
      to={paths.settings.to('membership')}
      reloadDocument
      className={buttonClass({ variant: 'secondary' })}
    >
      {t('membership.order.toMembership')}
    </Link>
  );
};
