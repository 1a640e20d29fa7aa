import { personalStorage } from '@/shared/api/personal-storage';
import { createPersonal } from '@/shared/api/session-store';
import type { SpeechLanguage } from './transcriber';

const key = 'speech-language';

const useChosen = createPersonal<{ language: SpeechLanguage | undefined }>(() => ({ language: undefined }));

const stored = (): SpeechLanguage | undefined => {
  const value = personalStorage.get(key);
  return value === 'ko' || value === 'en' ? value : undefined;
};

/** The language in which the person speaks: the chosen one, or else that of the app. */
export const useSpeechLanguage = (appLanguage: SpeechLanguage): SpeechLanguage =>
  useChosen(({ language }) => language) ?? stored() ?? appLanguage;

export const setSpeechLanguage = (language: SpeechLanguage): void => {
  personalStorage.set(key, language);
  useChosen.setState({ language });
};
