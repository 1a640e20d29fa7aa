import '../i18n/words';
import type { TFunction } from 'i18next';
import { codeOf } from '@/shared/api/api-error';
import { errorWords } from '@/shared/errors/error-words';

/** Says why the camera and the share are off: the permission for them is missing, or the call has too many people for video. */
export const videoRefusedWords = (t: TFunction, error: unknown): string =>
  codeOf(error) === 'FORBIDDEN' ? t('calls.videoTaken') : errorWords(t, error);
