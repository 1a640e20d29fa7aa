import { Avatar } from '@/shared/ui/avatar';
import { Skeleton } from '@/shared/ui/skeleton';
import { useProfile } from '../api/profiles';

/** A person's picture. */
export const PersonAvatar = ({ userId, size }: { userId: string; size: number }) => {
  const { data, isPending } = useProfile(userId);
  if (isPending) return <Skeleton width={size} height={size} isRound />;
  return <Avatar id={userId} name={data?.nickname ?? '?'} url={data?.avatarUrl} size={size} />;
};
