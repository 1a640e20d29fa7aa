import { create } from 'zustand';
import { storage } from './storage.js';
import { useMediaQuery } from './use-media-query.js';

export type Theme = 'system' | 'light' | 'dark';

const stored = storage.get('theme');
const initial: Theme = stored === 'light' || stored === 'dark' ? stored : 'system';

export const useTheme = create<{ theme: Theme }>(() => ({ theme: initial }));

/** Chooses a theme, also for the next visit; `index.html` applies it before the first paint. */
export const setTheme = (theme: Theme): void => {
  useTheme.setState({ theme });
  if (theme === 'system') {
    storage.remove('theme');
    delete document.documentElement.dataset.theme;
  } else {
    storage.set('theme', theme);
    document.documentElement.dataset.theme = theme;
  }
};

/** Returns whether the page is dark, by choice or by the system's setting. */
export const useIsDark = (): boolean => {
  const { theme } = useTheme();
  const isSystemDark = useMediaQuery('(prefers-color-scheme: dark)');
  return theme === 'system' ? isSystemDark : theme === 'dark';
};
