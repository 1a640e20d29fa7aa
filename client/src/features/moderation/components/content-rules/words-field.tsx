import { limits } from '@maru/contracts/limits';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chip } from '@/shared/lib/chip';
import { ChipsInput } from '@/shared/ui/chips-input';
import { addWords, areWordsValid, endsWord } from '../../model/word-list';

interface WordsFieldProps {
  words: Chip[];
  /** Letters of all rules of the server together, these words included. */
  letters: number;
  wasTried: boolean;
  onChange: (words: Chip[]) => void;
}

const max = limits.blockedLettersPerServer;
const nearlyAll = max * 0.8;

/** The words that a rule blocks. */
export const WordsField = ({ words, letters, wasTried, onChange }: WordsFieldProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const counts = { count: letters, max };
  const invalid = wasTried && !areWordsValid(words) ? t('safety.rules.wordsInvalid') : undefined;
  const error = letters > max ? t('safety.rules.lettersTooMany', counts) : invalid;
  return (
    <ChipsInput
      label={t('safety.rules.words')}
      count={t('safety.rules.wordsCount', { count: words.length, max: limits.blockedWords.max })}
      hint={letters > nearlyAll ? t('safety.rules.letters', counts) : t('safety.rules.wordsHint')}
      placeholder={t('safety.rules.wordsPlaceholder')}
      invalidLabel={t('safety.rules.wordTooLong')}
      chips={words}
      text={text}
      onType={setText}
      onAdd={(more) => onChange(addWords(words, more))}
      onRemove={(word) => onChange(words.filter((each) => each !== word))}
      endsChip={endsWord}
      error={error}
    />
  );
};
