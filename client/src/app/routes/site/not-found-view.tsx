import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { buttonClass } from '@/shared/ui/button';
import { HouseDrawing, StateView } from '@/shared/ui/state-view';

/** There is nothing at this address. */
export const NotFoundView = () => {
  const { t } = useTranslation();
  useDocumentTitle(t('pages.notFound'));
  return (
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
  );
};
