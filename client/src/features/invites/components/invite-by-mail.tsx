import type { Locale, ServerId } from '@maru/contracts/primitives';
import { limits } from '@maru/contracts/limits';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '@/shared/api/api-error';
import { currentLocale } from '@/shared/i18n/i18n';
import { Button } from '@/shared/ui/button';
import { ChipsInput } from '@/shared/ui/chips-input';
import { FormError } from '@/shared/ui/form-error';
import form from '@/shared/ui/form.module.css';
import { Segmented } from '@/shared/ui/segmented';
import { useCreateEmailInvites } from '../api/email-invites';
import { addEmails, endsAddress, problemOf, type EmailChip } from '../model/email-list';
import styles from './invite-dialog.module.css';
import { LetterDrawing } from './invite-drawings';
import { InvitesShut } from './invites-shut';

/** Mails an invite to one or several addresses. Its reply does not reveal which of them have an account. */
export const InviteByMail = ({ serverId }: { serverId: ServerId }) => {
  const { t } = useTranslation();
  const send = useCreateEmailInvites(serverId);
  const [chips, setChips] = useState<EmailChip[]>([]);
  const [text, setText] = useState('');
  const [locale, setLocale] = useState<Locale>(currentLocale);
  const [wasTried, setWasTried] = useState(false);
  const lastSent = useRef({ list: '', key: '' });
  const problem = problemOf(chips);

  const change = (next: EmailChip[]) => {
    setChips(next);
    send.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    const all = addEmails(chips, text);
    setText('');
    if (all.length !== chips.length) change(all);
    if (problemOf(all) || send.isPending) return;
    const emails = all.map((chip) => chip.text);
    const list = [locale, ...emails].join();
    // The same list again, after an error, is the same action.
    if (lastSent.current.list !== list) lastSent.current = { list, key: crypto.randomUUID() };
    send.mutate({ emails, locale, idempotencyKey: lastSent.current.key });
  };
  const again = () => {
    change([]);
    setWasTried(false);
  };

  if (codeOf(send.error) === 'INVITES_PAUSED') return <InvitesShut reason="paused" />;
  if (send.isSuccess) {
    return (
      <div className={styles.sent} role="status">
        <LetterDrawing />
        <h3>{t('invites.mail.sent', { count: send.data.emailInvites.length })}</h3>
        <p>{t('invites.mail.sentText')}</p>
        <Button variant="secondary" onClick={again}>
          {t('invites.mail.more')}
        </Button>
      </div>
    );
  }
  const isShown = problem && (wasTried || problem === 'too-many');
  return (
    <form className={form.form} onSubmit={submit} noValidate>
      <ChipsInput
        label={t('invites.mail.addresses')}
        count={t('invites.mail.count', { count: chips.length, max: limits.emailInvites.perRequest })}
        hint={t('invites.mail.hint')}
        placeholder={t('invites.mail.placeholder')}
        invalidLabel={t('invites.mail.chipInvalid')}
        inputMode="email"
        chips={chips}
        text={text}
        onType={setText}
        onAdd={(more) => change(addEmails(chips, more))}
        onRemove={(chip) => change(chips.filter((each) => each !== chip))}
        endsChip={endsAddress}
        error={
          isShown ? t(`invites.mail.problems.${problem}`, { max: limits.emailInvites.perRequest }) : undefined
        }
      />
      <Segmented
        label={t('invites.mail.language')}
        value={locale}
        onChange={setLocale}
        options={[
          { value: 'ko', label: '한국어' },
          { value: 'en', label: 'English' },
        ]}
      />
      <p className={styles.hint}>{t('invites.mail.languageHint')}</p>
      <FormError error={send.error} />
      <Button type="submit" size="l" isWide isBusy={send.isPending}>
        {send.isPending
          ? t('invites.mail.sending', { count: chips.length })
          : t(chips.length > 1 ? 'invites.mail.sendMany' : 'invites.mail.send', { count: chips.length })}
      </Button>
    </form>
  );
};
