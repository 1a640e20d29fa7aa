import { particlePairs, withParticle } from '@maru/contracts/particles';
import { locale as localeSchema, type Locale } from '@maru/contracts/primitives';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { storage } from '../lib/storage.js';
import { en } from './en.js';
import { ko } from './ko.js';

/** The chosen language, or the browser's, or Korean. */
const initialLocale = (): Locale => {
  const stored = localeSchema.safeParse(storage.get('locale'));
  if (stored.success) return stored.data;
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'ko';
};

const applyToDocument = (locale: string) => {
  document.documentElement.lang = locale;
};

void i18next.use(initReactI18next).init({
  lng: initialLocale(),
  fallbackLng: 'ko',
  resources: { ko: { translation: ko }, en: { translation: en } },
  interpolation: { escapeValue: false },
});
for (const pair of particlePairs) {
  i18next.services.formatter?.add(pair, (word: unknown) => withParticle(String(word), pair));
}
applyToDocument(i18next.language);
i18next.on('languageChanged', applyToDocument);

export const currentLocale = (): Locale => localeSchema.catch('ko').parse(i18next.language);

export const setLocale = (locale: Locale): void => {
  storage.set('locale', locale);
  void i18next.changeLanguage(locale);
};
