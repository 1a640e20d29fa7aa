import { useTranslation } from 'react-i18next';
import { errorWords } from '@/shared/errors/error-words';
import { Button } from '@/shared/ui/button';
import { CloudDrawing, StateView } from '@/shared/ui/state-view';

/** The payment may have been made: a second one could be charged, too. */
export const UnknownResult = ({ error, onRetry }: { error: Error; onRetry: () => void }) => {
  const { t } = useTranslation();
  return (
    <StateView
      drawing={<CloudDrawing />}
      title={t('membership.order.unknown')}
      text={`${errorWords(t, error)} ${t('membership.order.unknownText')}`}
      action={<Button onClick={onRetry}>{t('common.retry')}</Button>}
    />
  );
};
