import { errorCodes } from '@maru/contracts/errors';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';
import { toast } from 'sonner';
import { ApiError } from '@/shared/api/api-error';
import { errorWords } from '@/shared/errors/error-words';

/** Reports the result of a visit to a provider once, then removes it from the address. */
export const useVisitResult = () => {
  const { t } = useTranslation();
  const [query, setQuery] = useSearchParams();
  useEffect(() => {
    const error = errorCodes.find((code) => code === query.get('error'));
    const linked = query.get('linked');
    if (error) toast.error(errorWords(t, new ApiError(error)));
    if (linked === 'google' || linked === 'kakao')
      toast.success(t('settings.account.nowLinked', { provider: t(`auth.providers.names.${linked}`) }));
    if (query.has('proven')) toast.success(t('settings.stepUp.proven'));
    if (query.size > 0) setQuery({}, { replace: true });
  }, [query, setQuery, t]);
};
