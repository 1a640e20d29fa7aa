import { create } from 'zustand';
import { storage } from './storage.js';

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
