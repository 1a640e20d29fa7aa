import { MemberPicker } from '@/entities/person/components/member-picker';
import { PermissionCheck } from '@/features/roles/components/permission-check';
import { paths } from '@/shared/config/paths';
import { Person } from '@/entities/person/components/person-summary';
import type { SectionProps } from './sections';

/** Why can they, or why can't they? */
export const Component = ({ detail }: SectionProps) => {
  const { serverId } = detail.server;
  return (
    <PermissionCheck
      detail={detail}
      pathOfRole={({ roleId }) => `${paths.serverSettings.to(serverId, 'roles')}?role=${roleId}`}
      pathOfChannel={({ channelId }) => paths.channelSettings.to(serverId, channelId, 'permissions')}
      renderPerson={({ userId }) => <Person userId={userId} />}
      renderPicker={(onPick, isLeftOut) => (
        <MemberPicker
          serverId={serverId}
          renderPerson={({ userId }) => <Person userId={userId} />}
          isLeftOut={isLeftOut}
          onPick={onPick}
        />
      )}
    />
  );
};
