import { useTranslation } from 'react-i18next';
import { Avatar } from '@/shared/ui/avatar';
import { Skeleton } from '@/shared/ui/skeleton';
import { useProfile } from '../api/use-profile';

/** A person's name, wherever only their id is known. */
export const ProfileName = ({ userId }: { userId: string }) => {
  const { t } = useTranslation();
  const { data, isPending } = useProfile(userId);
  if (isPending) return <Skeleton width={72} />;
  return <span dir="auto">{data?.nickname ?? t('common.someone')}</span>;
};

export const ProfileAvatar = ({ userId, size }: { userId: string; size: number }) => {
  const { data, isPending } = useProfile(userId);
  if (isPending) return <Skeleton width={size} height={size} isRound />;
  return <Avatar id={userId} name={data?.nickname ?? '?'} url={data?.avatarUrl} size={size} />;
};
