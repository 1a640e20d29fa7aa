import { Mic, MicOff, TriangleAlert } from 'lucide-react';
import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { currentLocale } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { transcription, useTranscription } from '../api/transcription';
import { setConsent, useConsents } from '../model/consent';
import { setAsked } from '../model/questions';
import { setSpeechLanguage, useSpeechLanguage } from '../model/speech-language';
import type { SpeechLanguage } from '../model/transcriber';
import { useInOpenNote } from './open-note';
import styles from './speech-bar.module.css';

/** Asks before the person's own speech is transcribed; then tells how that stands, and takes the answer back. */
export const SpeechBar = () => {
  const { noteId } = useInOpenNote().note;
  const consent = useConsents((consents) => consents[noteId]);
  if (!consent) return <ConsentCard noteId={noteId} />;
  return consent === 'given' ? <SpeechState noteId={noteId} /> : <SpeechOff noteId={noteId} />;
};

const LanguageSwitch = () => {
  const { t } = useTranslation();
  const id = useId();
  const language = useSpeechLanguage(currentLocale());
  const choose = (value: string) => setSpeechLanguage(value === 'en' ? 'en' : 'ko');
  return (
    <>
      <label htmlFor={id} className="visually-hidden">
        {t('notes.speech.language')}
      </label>
      <select
        id={id}
        className={styles.language}
        value={language}
        onChange={(event) => choose(event.target.value)}
      >
        {(['ko', 'en'] satisfies SpeechLanguage[]).map((each) => (
          <option key={each} value={each}>
            {t(`notes.speech.${each}`)}
          </option>
        ))}
      </select>
    </>
  );
};

const ConsentCard = ({ noteId }: { noteId: string }) => {
  const { t } = useTranslation();
  const id = useId();
  useEffect(() => {
    setAsked(noteId, true);
    return () => setAsked(noteId, false);
  }, [noteId]);
  return (
    <section className={styles.consent} aria-labelledby={id}>
      <h4 id={id} className={styles.title}>
        <Mic size={18} strokeWidth={1.75} aria-hidden="true" />
        {t('notes.speech.title')}
      </h4>
      <p className={styles.text}>{t('notes.speech.text')}</p>
      <div className={styles.answers}>
        <LanguageSwitch />
        <Button variant="secondary" onClick={() => setConsent(noteId, 'declined')}>
          {t('notes.speech.decline')}
        </Button>
        <Button onClick={() => setConsent(noteId, 'given')}>{t('notes.speech.accept')}</Button>
      </div>
    </section>
  );
};

const SpeechOff = ({ noteId }: { noteId: string }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.bar}>
      <MicOff size={16} strokeWidth={1.75} aria-hidden="true" />
      <span className={styles.words}>{t('notes.speech.off')}</span>
      <button type="button" className={styles.action} onClick={() => setConsent(noteId, 'given')}>
        {t('notes.speech.turnOn')}
      </button>
    </div>
  );
};

const SpeechState = ({ noteId }: { noteId: string }) => {
  const { t } = useTranslation();
  const { phase, problem, interim } = useTranscription(noteId);
  const hasFailed = phase === 'failed' && problem !== undefined;
  return (
    <>
      {interim ? (
        <p className={styles.interim} dir="auto">
          <span className="visually-hidden">{t('notes.speech.interim')}: </span>
          {interim}
        </p>
      ) : null}
      <div className={styles.bar} data-phase={phase}>
        {hasFailed ? (
          <TriangleAlert size={16} strokeWidth={1.75} aria-hidden="true" />
        ) : (
          <span className={styles.dot} aria-hidden="true" />
        )}
        <span className={styles.words} role="status">
          {hasFailed
            ? t(`notes.speech.problem.${problem}`)
            : t(`notes.speech.${phase === 'failed' ? 'off' : phase}`)}
        </span>
        <div className={styles.actions}>
          {hasFailed ? (
            <button type="button" className={styles.action} onClick={transcription.retry}>
              {t('notes.speech.retry')}
            </button>
          ) : (
            <LanguageSwitch />
          )}
          <button type="button" className={styles.action} onClick={() => setConsent(noteId, 'declined')}>
            {t('notes.speech.turnOff')}
          </button>
        </div>
      </div>
    </>
  );
};
