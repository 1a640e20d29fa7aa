import { MemberName } from './member-name';
import { Skeleton } from '@/shared/ui/skeleton';
import { usePerson } from '../api/use-person';

/** What the open server calls somebody, in the colour of their role. */
export const PersonName = ({ userId }: { userId: string }) => {
  const { name, color, icon, isPending } = usePerson(userId);
  if (isPending) return <Skeleton width={72} />;
  return (
    <MemberName color={color} icon={icon}>
      {name}
    </MemberName>
  );
};
