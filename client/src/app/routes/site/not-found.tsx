import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { buttonClass } from '@/shared/ui/button';
import { HouseDrawing, StateView } from '@/shared/ui/state-view';
import { LonePage } from './lone-page';

export const Component = () => {
  const { t } = useTranslation();
  useDocumentTitle(t('pages.notFound'));
  return (
    <LonePage>
      <StateView
        drawing={<HouseDrawing />}
        title={t('pages.notFound')}
        text={t('pages.notFoundText')}
        action={
          <Link to={paths.landing.to()} className={buttonClass({})}>
            {t('pages.home')}
          </Link>
        }
      />
    </LonePage>
  );
};
