import type { Member } from '@maru/contracts/http/chat/members';
import { isTimedOut } from '@maru/contracts/permission-rules';
import type { TFunction } from 'i18next';
import { Ban, Clock, Flag, HeadphoneOff, Headphones, Mic, MicOff, PenLine, UserMinus } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useOpenServer } from '@/entities/server/components/open-server';
import type { MenuItem } from '@/shared/ui/menu';
import { refusalOf, verdictOn, type ModerationAction } from '../model/verdict';
import { useModeration } from './moderation-context';

interface MemberActions {
  /** Actions that the viewer may take. */
  allowed: MenuItem[];
  /** Reports the member to the moderators; undefined for the viewer themselves. */
  report: MenuItem | undefined;
  /** The reason why some actions that the viewer may take against others do not apply to this member. */
  refusal: string | undefined;
}

const entriesFor = (t: TFunction, member: Member): Record<ModerationAction, Omit<MenuItem, 'onSelect'>> => ({
  nickname: { label: t('members.changeNickname'), icon: PenLine },
  timeOut: { label: t(isTimedOut(member) ? 'members.endTimeOut' : 'members.timeOut'), icon: Clock },
  mute: member.isMuted
    ? { label: t('members.unmute'), icon: Mic }
    : { label: t('members.mute'), icon: MicOff },
  deafen: member.isDeafened
    ? { label: t('members.undeafen'), icon: Headphones }
    : { label: t('members.deafen'), icon: HeadphoneOff },
  kick: { label: t('members.kick'), icon: UserMinus, isDanger: true },
  ban: { label: t('members.ban'), icon: Ban, isDanger: true },
});

/** Returns a function that lists what the viewer may do to a member of the open server. */
export const useMemberActions = (): ((member: Member) => MemberActions) => {
  const { t } = useTranslation();
  const detail = useOpenServer();
  const { openDialog } = useModeration();
  return useCallback(
    (member) => {
      const { userId } = member;
      const entries = entriesFor(t, member);
      // Object.keys loses the literal types of the object's keys.
      const kinds = Object.keys(entries) as ModerationAction[];
      const verdicts = kinds.map((kind) => [kind, verdictOn(detail, member, kind)] as const);
      const [refusal] = verdicts.flatMap(([, verdict]) => refusalOf(verdict) ?? []);
      return {
        allowed: verdicts
          .filter(([, verdict]) => verdict === 'allowed')
          .map(([kind]) => ({ ...entries[kind], onSelect: () => openDialog({ kind, userId }) })),
        report:
          userId === detail.me.userId
            ? undefined
            : {
                label: t('members.report'),
                icon: Flag,
                isDanger: true,
                onSelect: () => openDialog({ kind: 'report', userId }),
              },
        refusal: refusal && t(`moderation.refusals.${refusal}`),
      };
    },
    [t, detail, openDialog],
  );
};
