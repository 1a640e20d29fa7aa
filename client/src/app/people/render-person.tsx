import { ProfileAvatar, ProfileName } from '@/features/profiles/components/profile';

/** Somebody in a list to choose from. */
export const renderPerson = (userId: string) => (
  <>
    <ProfileAvatar userId={userId} size={24} />
    <ProfileName userId={userId} />
  </>
);
