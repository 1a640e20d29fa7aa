import { limits } from '@maru/contracts/limits';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChipsInput, type Chip } from '@/shared/ui/chips-input';
import { addWords, areWordsValid, endsWord } from '../model/word-list';

interface WordsFieldProps {
  words: Chip[];
  wasTried: boolean;
  onChange: (words: Chip[]) => void;
}

/** The words that a rule looks for. */
export const WordsField = ({ words, wasTried, onChange }: WordsFieldProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <ChipsInput
      label={t('safety.rules.words')}
      count={t('safety.rules.wordsCount', { count: words.length, max: limits.blockedWords.max })}
      hint={t('safety.rules.wordsHint')}
      placeholder={t('safety.rules.wordsPlaceholder')}
      invalidLabel={t('safety.rules.wordTooLong')}
      chips={words}
      text={text}
      onType={setText}
      onAdd={(more) => onChange(addWords(words, more))}
      onRemove={(word) => onChange(words.filter((each) => each !== word))}
      endsChip={endsWord}
      error={wasTried && !areWordsValid(words) ? t('safety.rules.wordsInvalid') : undefined}
    />
  );
};
