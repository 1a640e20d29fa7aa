import { useEffect } from 'react';

/** Shows `title` in the browser's tab. */
export const useDocumentTitle = (title: string): void => {
  useEffect(() => {
    document.title = title ? `${title} · 마루` : '마루 Maru';
  }, [title]);
};
