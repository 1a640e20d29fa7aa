import '../../i18n/occupants-words';
import type { VoiceMember, VoiceRoom } from '@maru/contracts/socket/voice';
import { Video, Volume2, VolumeX } from 'lucide-react';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonAvatar } from '@/entities/person/components/person-avatar';
import { usePersonActions } from '@/entities/person/components/person-contributions';
import { PersonName } from '@/entities/person/components/person-name';
import { PersonPopover } from '@/entities/person/components/person-popover';
import { ContextMenu, type MenuItem } from '@/shared/ui/menu';
import { CallContext } from '../call-context';
import { useIsSpeaking } from '../use-speakers';
import { LiveBadge, VoiceMarks } from '../voice-marks';
import styles from './occupants.module.css';

interface OccupantsProps {
  channelName: string;
  room: VoiceRoom;
}

/** The people in a call, below its channel's row. */
export const Occupants = ({ channelName, room }: OccupantsProps) => {
  const { t } = useTranslation();
  const members = room.members.toSorted((a, b) => a.joinedAt.localeCompare(b.joinedAt));
  return (
    <li className={styles.occupants}>
      <ul aria-label={t('occupants.people', { channel: channelName })}>
        {members.map((member) => (
          <Occupant key={member.userId} member={member} channelId={room.channelId} />
        ))}
      </ul>
    </li>
  );
};

/** Members of the call can mute others for themselves. */
const useOwnItems = (channelId: string, userId: string): MenuItem[] => {
  const { t } = useTranslation();
  const open = use(CallContext);
  if (open?.snapshot.channelId !== channelId) return [];
  const { call, snapshot } = open;
  const remote = snapshot.remotes.find(({ member }) => member.userId === userId);
  if (!remote) return [];
  const { isMutedForMe } = remote.controls;
  const item: MenuItem = {
    label: t(isMutedForMe ? 'occupants.unmuteForMe' : 'occupants.muteForMe'),
    icon: isMutedForMe ? Volume2 : VolumeX,
    onSelect: () => call.control(userId, { isMutedForMe: !isMutedForMe }),
  };
  return [item];
};

const Occupant = ({ member, channelId }: { member: VoiceMember; channelId: string }) => {
  const { userId } = member;
  const items = [...useOwnItems(channelId, userId), ...usePersonActions(userId).items];
  const line = (
    <li>
      <PersonPopover userId={userId} isLine>
        <Line member={member} />
      </PersonPopover>
    </li>
  );
  return items.length > 0 ? <ContextMenu items={items}>{line}</ContextMenu> : line;
};

/** Only members of the call hear, and so see, who speaks. */
const Line = ({ member }: { member: VoiceMember }) => {
  const { t } = useTranslation();
  const { userId, marks } = member;
  const isSpeaking = useIsSpeaking(userId);
  return (
    <span className={styles.line} data-speaking={isSpeaking || undefined}>
      <span className={styles.avatar}>
        <PersonAvatar userId={userId} size={24} />
      </span>
      <span className={styles.name}>
        <PersonName userId={userId} />
      </span>
      {isSpeaking ? <span className="visually-hidden">{t('occupants.speaking')}</span> : null}
      <span className={styles.marks}>
        {marks.hasScreen ? <LiveBadge /> : null}
        {marks.hasCamera ? (
          <Video size={15} strokeWidth={2} role="img" aria-label={t('occupants.camera')} />
        ) : null}
        <VoiceMarks member={member} size={15} />
      </span>
    </span>
  );
};
