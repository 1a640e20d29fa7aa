import { useProfile } from '../api/profiles';
import { PersonAvatar } from './person-avatar';
import { PersonName } from './person-name';
import styles from './person-summary.module.css';

/** A person in a list: picture, name in the open server, tag. */
export const PersonSummary = ({ userId }: { userId: string }) => {
  const { data } = useProfile(userId);
  return (
    <span className={styles.person}>
      <PersonAvatar userId={userId} size={36} />
      <span className={styles.words}>
        <b>
          <PersonName userId={userId} />
        </b>
        {data ? <small>@{data.tag}</small> : null}
      </span>
    </span>
  );
};
