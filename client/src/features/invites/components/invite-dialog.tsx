import { inviteAges, inviteUses } from '@maru/contracts/http/chat/invites';
import type { Server } from '@maru/contracts/http/chat/servers';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { paths } from '@/shared/config/paths';
import { errorWords } from '@/shared/errors/error-words';
import { formatDuration } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { Select } from '@/shared/ui/select';
import { TextField } from '@/shared/ui/text-field';
import { useInviteLink, type InviteOptions } from '../api/invites';
import styles from './invite-dialog.module.css';

const usual: InviteOptions = { maxAgeSeconds: 604_800, maxUses: null };

interface InviteDialogProps {
  server: Server;
  onClose: () => void;
  /** Only for who manages the server. */
  onManage?: () => void;
}

/** A link to hand out; a fresh one each time the dialog opens or its options change. */
export const InviteDialog = ({ server, onClose, onManage }: InviteDialogProps) => {
  const { t } = useTranslation();
  const [{ options, key }, setWanted] = useState(() => ({ options: usual, key: crypto.randomUUID() }));
  const { data, error } = useInviteLink(server.serverId, options, key);
  const link = data ? location.origin + paths.invite.to(data.code) : '';

  const change = (next: Partial<InviteOptions>) =>
    setWanted({ options: { ...options, ...next }, key: crypto.randomUUID() });
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => toast.success(t('common.copied')),
      () => toast.error(t('invites.copyFailed')),
    );

  return (
    <Dialog
      isOpen
      title={t('invites.title', { name: server.name })}
      description={t('invites.text')}
      onClose={onClose}
      actions={
        onManage ? (
          <Button variant="ghost" onClick={onManage}>
            {t('invites.manage')}
          </Button>
        ) : null
      }
    >
      <TextField
        label={t('invites.link')}
        readOnly
        value={link}
        placeholder={error ? undefined : t('common.loading')}
        error={error ? errorWords(t, error) : undefined}
        onFocus={(event) => event.target.select()}
        trailing={
          <Button disabled={!link} onClick={() => void copy()}>
            <Copy size={16} aria-hidden="true" />
            {t('common.copy')}
          </Button>
        }
      />
      <div className={styles.options}>
        <Select
          label={t('invites.maxAge')}
          value={String(options.maxAgeSeconds)}
          onChange={(value) =>
            change({ maxAgeSeconds: inviteAges.find((age) => String(age) === value) ?? null })
          }
          options={inviteAges.map((age) => ({
            value: String(age),
            label: age === null ? t('invites.never') : formatDuration(age),
          }))}
        />
        <Select
          label={t('invites.maxUses')}
          value={String(options.maxUses)}
          onChange={(value) => change({ maxUses: inviteUses.find((uses) => String(uses) === value) ?? null })}
          options={inviteUses.map((uses) => ({
            value: String(uses),
            label: uses === null ? t('invites.noLimit') : t('invites.uses', { count: uses }),
          }))}
        />
      </div>
    </Dialog>
  );
};
