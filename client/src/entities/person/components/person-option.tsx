import { PersonAvatar } from './person-avatar';
import { ProfileName } from './profile-name';

/** A person in a list to choose from: picture and profile name. */
export const PersonOption = ({ userId }: { userId: string }) => (
  <>
    <PersonAvatar userId={userId} size={24} />
    <ProfileName userId={userId} />
  </>
);
