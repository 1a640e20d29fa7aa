import { expect, it } from '@jest/globals';
import i18next from 'i18next';
import { ApiError } from '@/shared/api/api-error';
import '@/shared/i18n/i18n';
import { videoRefusedWords } from './video-refused-words';

it('refused video has words of its own for each reason, in both languages', () => {
  const words = ['ko', 'en'].flatMap((lng) =>
    (['VIDEO_LIMIT_REACHED', 'FORBIDDEN', 'UNAVAILABLE'] as const).map((code) =>
      videoRefusedWords(i18next.getFixedT(lng), new ApiError(code)),
    ),
  );
  expect(new Set(words).size).toBe(6);
  expect(words.join(' ')).not.toMatch(/errors\.|calls\./);
});
