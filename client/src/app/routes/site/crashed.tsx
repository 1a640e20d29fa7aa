import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { CloudDrawing, StateView } from '@/shared/ui/state-view';
import { LonePage } from './lone-page';

/** Something in the page broke: says so and offers to begin again. */
export const CrashedPage = () => {
  const { t } = useTranslation();
  return (
    <LonePage>
      <StateView
        drawing={<CloudDrawing />}
        title={t('pages.crashed')}
        text={t('pages.crashedText')}
        action={<Button onClick={() => location.reload()}>{t('pages.reload')}</Button>}
      />
    </LonePage>
  );
};
