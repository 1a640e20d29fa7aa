import { useTranslation } from 'react-i18next';
import { site } from '@/shared/config/site';
import { buttonClass } from '@/shared/ui/button';
import { LegalPage } from './legal-page';

export const Component = () => {
  const { t } = useTranslation();
  return (
    <LegalPage name="contact">
      {site.contactEmail ? (
        <div>
          <a className={buttonClass({})} href={`mailto:${site.contactEmail}`}>
            {site.contactEmail}
          </a>
        </div>
      ) : (
        <p>{t('legal.noContact')}</p>
      )}
    </LegalPage>
  );
};
