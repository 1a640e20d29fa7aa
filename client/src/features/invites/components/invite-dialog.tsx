import type { Server } from '@maru/contracts/http/chat/servers';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { paths } from '@/shared/config/paths';
import { errorWords } from '@/shared/errors/error-words';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { TextField } from '@/shared/ui/text-field';
import { useInviteLink } from '../api/invites';

/** A link to hand out; a fresh one each time the dialog opens. */
export const InviteDialog = ({ server, onClose }: { server: Server; onClose: () => void }) => {
  const { t } = useTranslation();
  const [key] = useState(() => crypto.randomUUID());
  const { data, error } = useInviteLink(server.serverId, key);
  const link = data ? location.origin + paths.invite.to(data.code) : '';

  const copy = async () => {
    await navigator.clipboard.writeText(link);
    toast.success(t('common.copied'));
  };

  return (
    <Dialog
      isOpen
      title={t('invites.title', { name: server.name })}
      description={t('invites.text')}
      onClose={onClose}
    >
      <TextField
        label={t('invites.link')}
        readOnly
        value={link}
        placeholder={t('common.loading')}
        error={error ? errorWords(t, error) : undefined}
        onFocus={(event) => event.target.select()}
        trailing={
          <Button disabled={!link} onClick={() => void copy()}>
            <Copy size={16} aria-hidden="true" />
            {t('common.copy')}
          </Button>
        }
      />
    </Dialog>
  );
};
