import type { Category, Channel } from '@maru/contracts/http/chat/channels';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { useDeleteCategory } from '../api/categories';
import { useDeleteChannel } from '../api/channels';
import { channelTitle } from '@/entities/channel/model/channel-title';

interface DeleteChannelProps {
  channel: Channel;
  onClose: () => void;
}

export const DeleteChannelDialog = ({ channel, onClose }: DeleteChannelProps) => {
  const { t } = useTranslation();
  const remove = useDeleteChannel(channel.channelId);
  const done = () => {
    toast.success(t('channels.deleted'));
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      title={t('channels.deleteTitle', { name: channelTitle(channel) })}
      description={t('channels.deleteText')}
      confirmLabel={t('channels.delete')}
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        // The live news of it closes this dialog, maybe before the reply is here.
        void remove.mutateAsync().then(done, () => undefined)
      }
    />
  );
};

interface DeleteCategoryProps {
  category: Category;
  onClose: () => void;
}

export const DeleteCategoryDialog = ({ category, onClose }: DeleteCategoryProps) => {
  const { t } = useTranslation();
  const remove = useDeleteCategory(category.categoryId);
  const done = () => {
    toast.success(t('channels.category.deleted'));
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      title={t('channels.category.deleteTitle', { name: category.name })}
      description={t('channels.category.deleteText')}
      confirmLabel={t('channels.category.delete')}
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        // The live news of it closes this dialog, maybe before the reply is here.
        void remove.mutateAsync().then(done, () => undefined)
      }
    />
  );
};
