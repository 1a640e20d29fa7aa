import { userId as userIdSchema } from '@maru/contracts/primitives';
import { MemberRow } from '@/features/members/components/member-row';
import { ProfileAvatar } from '@/entities/person/components/profile';
import { ContextMenu } from '@/shared/ui/menu';
import { PersonName } from '@/entities/person/components/person-name';
import { PersonPopover } from './person-popover';
import { useOpenServer } from '@/entities/server/components/open-server';
import { usePerson } from '@/entities/person/api/use-person';
import { usePersonActions } from './use-person-actions';

interface PersonRowProps {
  userId: string;
  presence?: 'online' | 'offline';
}

/** One member in the panel: a click opens the card, a right click or long press what may be done. */
export const PersonRow = ({ userId, presence }: PersonRowProps) => {
  const { server, me } = useOpenServer();
  const { member } = usePerson(userId);
  const { items } = usePersonActions(userIdSchema.parse(userId));
  const row = (
    <div>
      <PersonPopover userId={userId} side="left" isLine>
        <MemberRow
          avatar={<ProfileAvatar userId={userId} size={32} />}
          name={<PersonName userId={userId} />}
          presence={presence}
          isMe={userId === me.userId}
          isOwner={userId === server.ownerId}
          timedOutUntil={member?.timedOutUntil ?? null}
          isMuted={member?.isMuted ?? false}
          isTemporary={member?.isTemporary ?? false}
        />
      </PersonPopover>
    </div>
  );
  return items.length > 0 ? <ContextMenu items={items}>{row}</ContextMenu> : row;
};
