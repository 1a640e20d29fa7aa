import { ProfileAvatar } from './profile';
import { useProfile } from '../api/use-profile';
import { PersonName } from './person-name';
import styles from './person-summary.module.css';

/** A member in a list: picture, what the open server calls them, their tag. */
export const Person = ({ userId }: { userId: string }) => {
  const { data } = useProfile(userId);
  return (
    <span className={styles.person}>
      <ProfileAvatar userId={userId} size={36} />
      <span className={styles.words}>
        <b>
          <PersonName userId={userId} />
        </b>
        {data ? <small>@{data.tag}</small> : null}
      </span>
    </span>
  );
};
