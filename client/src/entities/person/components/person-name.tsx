import { readableColor } from '@/entities/server/model/role-color';
import { Skeleton } from '@/shared/ui/skeleton';
import { usePerson } from '../api/use-person';
import styles from './person-name.module.css';

/** A person's name in the open server, in the colour and with the icon of their highest role. */
export const PersonName = ({ userId }: { userId: string }) => {
  const { name, color, icon, isPending } = usePerson(userId);
  if (isPending) return <Skeleton width={72} />;
  return (
    <span className={styles.name} style={color ? { color: readableColor(color) } : undefined} dir="auto">
      {name}
      {icon ? (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      ) : null}
    </span>
  );
};
