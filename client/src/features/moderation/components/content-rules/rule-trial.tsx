import { brokenRules, compileRules, type AppliedRule } from '@maru/contracts/content-rules';
import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import { limits } from '@maru/contracts/limits';
import { CircleCheck, Flag, ShieldBan, type LucideIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '@/shared/i18n/format';
import { Section } from '@/shared/ui/settings-section';
import { TextField } from '@/shared/ui/text-field';
import styles from './rule-trial.module.css';

type Outcome = ContentRule['action'] | 'passes';

const icons: Record<Outcome, LucideIcon> = {
  passes: CircleCheck,
  flag: Flag,
  block: ShieldBan,
  'time-out': ShieldBan,
};

/** Tries a text against the rules, with the same function that the service uses. */
export const RuleTrial = ({ rules }: { rules: readonly ContentRule[] }) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const compiled = useMemo(() => compileRules(rules), [rules]);
  const areNone = compiled.rules.length === 0;
  return (
    <Section title={t('safety.rules.trial.title')} text={t('safety.rules.trial.text')}>
      <div className={styles.trial}>
        <TextField
          label={t('safety.rules.trial.label')}
          placeholder={t('safety.rules.trial.placeholder')}
          value={text}
          maxLength={limits.messageText.max}
          onChange={(event) => setText(event.target.value)}
          hint={areNone ? t('safety.rules.trial.noRules') : undefined}
          autoComplete="off"
        />
        <div role="status">
          {text.trim() && !areNone ? <Answer broken={brokenRules(text, compiled)[0]} /> : null}
        </div>
      </div>
    </Section>
  );
};

const Answer = ({ broken }: { broken: AppliedRule | undefined }) => {
  const { t } = useTranslation();
  const outcome: Outcome = broken?.action ?? 'passes';
  const Icon = icons[outcome];
  const values = broken && { name: broken.name, span: formatDuration(broken.timeoutSeconds) };
  return (
    <p className={styles.answer} data-outcome={outcome}>
      <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      {t(`safety.rules.trial.${outcome}`, values)}
    </p>
  );
};
