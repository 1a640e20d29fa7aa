import { channelName } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can } from '@maru/contracts/permissions';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionsIn } from '@/entities/server/model/permissions';
import { useIdempotencyKey } from '@/shared/lib/use-idempotency-key';
import { NameDialog } from '@/shared/ui/name-dialog';
import { SwitchRow } from '@/shared/ui/switch';
import { useCreateCategory } from '../api/categories';

interface CreateCategoryDialogProps {
  detail: ServerDetail;
  onClose: () => void;
}

export const CreateCategoryDialog = ({ detail, onClose }: CreateCategoryDialogProps) => {
  const { t } = useTranslation();
  const create = useCreateCategory(detail.server.serverId);
  const [isPrivate, setIsPrivate] = useState(false);
  const keyOf = useIdempotencyKey();
  // Other members would lose access to the category that they create.
  const maySeeAll = can(permissionsIn(detail), 'administrator');
  return (
    <NameDialog
      title={t('channels.category.create')}
      label={t('channels.category.name')}
      submitLabel={t('channels.category.create')}
      isValid={(name) => channelName.safeParse(name).success}
      invalidText={t('channels.nameInvalid')}
      isBusy={create.isPending}
      error={create.error}
      onSubmit={(name) =>
        create.mutate({ name, isPrivate, idempotencyKey: keyOf({ name, isPrivate }) }, { onSuccess: onClose })
      }
      onClose={onClose}
      fieldsBelow={
        maySeeAll ? (
          <SwitchRow
            label={t('channels.category.private')}
            text={t('channels.category.privateHint')}
            isOn={isPrivate}
            onChange={setIsPrivate}
          />
        ) : null
      }
    />
  );
};
