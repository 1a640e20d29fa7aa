import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';

interface LoadMoreProps {
  hasMore: boolean;
  isLoading: boolean;
  onLoad: () => void;
}

/** At the end of a long list: loads the next page when it comes into view, or by a click. */
export const LoadMore = ({ hasMore, isLoading, onLoad }: LoadMoreProps) => {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const load = useRef(onLoad);
  useEffect(() => {
    load.current = onLoad;
  });
  useEffect(() => {
    if (!hasMore || isLoading || !button.current) return undefined;
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) load.current();
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [hasMore, isLoading]);
  if (!hasMore) return null;
  return (
    <Button ref={button} variant="ghost" isWide isBusy={isLoading} onClick={onLoad}>
      {t('common.loadMore')}
    </Button>
  );
};
