import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** Shows `title` in the browser's tab. */
export const useDocumentTitle = (title: string): void => {
  const appName = useTranslation().t('common.appName');
  useEffect(() => {
    document.title = title ? `${title} · ${appName}` : '마루 Maru';
  }, [title, appName]);
};
