import { inviteAges, inviteUses } from '@maru/contracts/http/chat/invites';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { Checkbox } from '@/shared/ui/checkbox';
import form from '@/shared/ui/form.module.css';
import { Select } from '@/shared/ui/select';
import { ageOf, givableRoles, usesOf, type InviteOptions } from '../model/invite-options';
import styles from './invite-dialog.module.css';

interface LinkOptionsProps {
  detail: ServerDetail;
  options: InviteOptions;
  onMake: (options: InviteOptions) => void;
  onBack: () => void;
}

/** The options of a link: its lifetime, its uses, and what it grants. */
export const LinkOptions = ({ detail, options, onMake, onBack }: LinkOptionsProps) => {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(options);
  const set = (next: Partial<InviteOptions>) => setDraft({ ...draft, ...next });
  const channels = detail.channels.filter(({ type }) => type !== 'voice');
  const roles = givableRoles(detail);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onMake(draft);
  };
  return (
    <form className={form.form} onSubmit={submit}>
      <div className={styles.options}>
        <Select
          label={t('invites.maxAge')}
          hint={t('invites.maxAgeHint')}
          value={String(draft.maxAgeSeconds)}
          onChange={(value) => set({ maxAgeSeconds: ageOf(value) })}
          options={inviteAges.map((age) => ({
            value: String(age),
            label: age === null ? t('invites.never') : formatDuration(age),
          }))}
        />
        <Select
          label={t('invites.maxUses')}
          hint={t('invites.maxUsesHint')}
          value={String(draft.maxUses)}
          onChange={(value) => set({ maxUses: usesOf(value) })}
          options={inviteUses.map((uses) => ({
            value: String(uses),
            label: uses === null ? t('invites.noLimit') : t('invites.uses', { count: uses }),
          }))}
        />
      </div>
      <Select
        label={t('invites.landing')}
        hint={t('invites.landingHint')}
        value={draft.channelId ?? ''}
        onChange={(value) =>
          set({ channelId: channels.find(({ channelId }) => channelId === value)?.channelId ?? null })
        }
        options={[
          { value: '', label: t('invites.landingUsual') },
          ...channels.map(({ channelId, name }) => ({ value: channelId, label: `# ${name}` })),
        ]}
      />
      {roles.length > 0 ? (
        <Select
          label={t('invites.role')}
          hint={t('invites.roleHint')}
          value={draft.roleId ?? ''}
          onChange={(value) => set({ roleId: roles.find(({ roleId }) => roleId === value)?.roleId ?? null })}
          options={[
            { value: '', label: t('invites.noRole') },
            ...roles.map(({ roleId, name }) => ({ value: roleId, label: name })),
          ]}
        />
      ) : null}
      <div>
        <Checkbox
          label={t('invites.temporary')}
          checked={draft.isTemporary}
          onChange={(event) => set({ isTemporary: event.target.checked })}
        />
        <p className={styles.hint}>{t('invites.temporaryHint')}</p>
      </div>
      <div className={styles.buttons}>
        <Button variant="secondary" onClick={onBack}>
          {t('common.back')}
        </Button>
        <Button type="submit">{t('invites.make')}</Button>
      </div>
    </form>
  );
};
