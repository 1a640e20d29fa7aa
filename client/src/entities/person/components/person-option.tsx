import { ProfileAvatar, ProfileName } from './profile';

/** Somebody in a list to choose from. */
export const renderPerson = (userId: string) => (
  <>
    <ProfileAvatar userId={userId} size={24} />
    <ProfileName userId={userId} />
  </>
);
