import type { Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { FolderSync, FolderX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { useSyncChannel } from '../../api/overwrites';
import styles from './permissions.module.css';

interface SyncBannerProps {
  detail: ServerDetail;
  channel: Channel;
  /** Going its own way has been chosen, but nothing saved yet. */
  isApart: boolean;
  onApart: () => void;
  onSynced: () => void;
}

/** States whether the channel is synced with its category, and changes that. */
export const SyncBanner = ({ detail, channel, isApart, onApart, onSynced }: SyncBannerProps) => {
  const { t } = useTranslation();
  const sync = useSyncChannel(channel.channelId);
  const [isAsking, setIsAsking] = useState(false);
  const category = detail.categories.find(({ categoryId }) => categoryId === channel.categoryId);
  if (!category) return null;
  const isFollowing = channel.isSynced && !isApart;
  const follow = () => {
    if (channel.isSynced) return onSynced();
    sync.mutate(undefined, {
      onSuccess: () => {
        setIsAsking(false);
        onSynced();
        toast.success(t('channelSettings.permissions.synced'));
      },
    });
  };
  const Icon = isFollowing ? FolderSync : FolderX;
  return (
    <div className={styles.banner} data-following={isFollowing || undefined}>
      <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
      <p>
        {t(isFollowing ? 'channelSettings.permissions.follows' : 'channelSettings.permissions.apart', {
          category: category.name,
        })}
      </p>
      {isFollowing ? (
        <Button variant="secondary" onClick={onApart}>
          {t('channelSettings.permissions.goApart')}
        </Button>
      ) : (
        <Button variant="secondary" onClick={() => (channel.isSynced ? follow() : setIsAsking(true))}>
          {t('channelSettings.permissions.follow')}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={t('channelSettings.permissions.followTitle', { category: category.name })}
        description={t('channelSettings.permissions.followText')}
        confirmLabel={t('channelSettings.permissions.follow')}
        isBusy={sync.isPending}
        onClose={() => setIsAsking(false)}
        onConfirm={follow}
      />
    </div>
  );
};
