import { useTranslation } from 'react-i18next';
import { Skeleton } from '@/shared/ui/skeleton';
import { useProfile } from '../api/profiles';

/** A person's name by their profile, where no server is open. */
export const ProfileName = ({ userId }: { userId: string }) => {
  const { t } = useTranslation();
  const { data, isPending } = useProfile(userId);
  if (isPending) return <Skeleton width={72} />;
  return <span dir="auto">{data?.nickname ?? t('common.someone')}</span>;
};
