import { isTimedOut } from '@maru/contracts/permission-rules';
import type { UserId } from '@maru/contracts/primitives';
import { Ban, Clock, Flag, Mic, MicOff, PenLine, UserMinus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  refusalOf,
  standingTo,
  type ModerationAction,
  type Refusal,
} from '@/features/moderation/model/standing';
import type { MenuItem } from '@/shared/ui/menu';
import { usePeople } from './people-context';
import { useOpenServer } from '@/entities/server/components/open-server';
import { usePerson } from '@/entities/person/api/use-person';
import { useViewAsMember } from './use-view-as-member';

interface PersonActions {
  items: MenuItem[];
  /** Why some of what one may do to others can't be done to this one. */
  refusal: Refusal | undefined;
}

/** What the signed-in person may do about somebody in the open server. */
export const usePersonActions = (userId: UserId): PersonActions => {
  const { t } = useTranslation();
  const detail = useOpenServer();
  const { ask } = usePeople();
  const { member, name } = usePerson(userId);
  const viewAs = useViewAsMember();
  const isMe = detail.me.userId === userId;
  if (!member) return { items: [], refusal: undefined };

  const labels: Record<ModerationAction, Omit<MenuItem, 'onSelect'>> = {
    nickname: { label: t('members.changeNickname'), icon: PenLine },
    timeOut: { label: t(isTimedOut(member) ? 'members.endTimeOut' : 'members.timeOut'), icon: Clock },
    mute: member.isMuted
      ? { label: t('members.unmute'), icon: Mic }
      : { label: t('members.mute'), icon: MicOff },
    kick: { label: t('members.kick'), icon: UserMinus, isDanger: true },
    ban: { label: t('members.ban'), icon: Ban, isDanger: true },
  };
  // Object.keys loses the literal types that the object above has.
  const kinds = Object.keys(labels) as ModerationAction[];
  const standings = kinds.map((kind) => [kind, standingTo(detail, member, kind)] as const);
  const items = standings
    .filter(([, standing]) => standing === 'allowed')
    .map(([kind]) => ({ ...labels[kind], onSelect: () => ask({ kind, userId }) }));
  const report = {
    label: t('members.report'),
    icon: Flag,
    isDanger: true,
    onSelect: () => ask({ kind: 'report', userId }),
  };
  const refusals = standings.map(([, standing]) => refusalOf(standing)).filter(Boolean);
  return { items: isMe ? items : [...items, ...viewAs(member, name), report], refusal: refusals[0] };
};
