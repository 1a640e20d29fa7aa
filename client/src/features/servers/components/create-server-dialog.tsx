import { serverName } from '@maru/contracts/http/chat/servers';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NameDialog } from '@/shared/ui/name-dialog';
import { useCreateServer } from '../api/servers';

interface CreateServerDialogProps {
  onCreated: (detail: ServerDetail) => void;
  onClose: () => void;
}

export const CreateServerDialog = ({ onCreated, onClose }: CreateServerDialogProps) => {
  const { t } = useTranslation();
  const create = useCreateServer();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  return (
    <NameDialog
      title={t('servers.create')}
      description={t('servers.createText')}
      label={t('servers.name')}
      placeholder={t('servers.namePlaceholder')}
      submitLabel={t('servers.create')}
      isValid={(name) => serverName.safeParse(name).success}
      invalidText={t('servers.nameInvalid')}
      isBusy={create.isPending}
      error={create.error}
      onSubmit={(name) => create.mutate({ name, idempotencyKey }, { onSuccess: onCreated })}
      onClose={onClose}
    />
  );
};
