import type { Member } from '@maru/contracts/http/chat/members';
import { isTimedOut } from '@maru/contracts/permission-rules';
import type { UserId } from '@maru/contracts/primitives';
import type { Message } from '@maru/contracts/socket/messages';
import { usePerson } from '@/entities/person/api/use-person';
import { useOpenServer } from '@/entities/server/components/open-server';
import { refusalOf, verdictOn, type ModerationAction, type Refusal } from '../model/verdict';
import type { Target } from '../model/target';
import { BanDialog } from './dialogs/ban-dialog';
import { KickDialog } from './dialogs/kick-dialog';
import { NicknameDialog } from './dialogs/nickname-dialog';
import { ReportDialog } from './dialogs/report-dialog';
import { TimeOutDialog } from './dialogs/time-out-dialog';
import { VoiceRestrictionDialog } from './dialogs/voice-restriction-dialog';
import type { BulkAction } from './moderation-context';

interface MemberDialogProps {
  kind: ModerationAction | 'report';
  userId: UserId;
  onClose: () => void;
}

/** Asks for the particulars of one action against one member. */
export const MemberDialog = ({ kind, userId, onClose }: MemberDialogProps) => {
  const { server } = useOpenServer();
  const { name } = usePerson(userId);
  return kind === 'report' ? (
    <ReportDialog serverId={server.serverId} subject={{ type: 'member', userId, name }} onClose={onClose} />
  ) : (
    <ActionDialog kind={kind} userId={userId} onClose={onClose} />
  );
};

const useRefusal = (kind: ModerationAction, userId: UserId): Refusal | undefined => {
  const detail = useOpenServer();
  const { member } = usePerson(userId);
  // A person who has left can still be banned; no other action applies.
  if (!member) return member === null && kind !== 'ban' ? 'gone' : undefined;
  return refusalOf(verdictOn(detail, member, kind));
};

const voiceActionOn = (member: Member | null | undefined, kind: 'mute' | 'deafen') => {
  if (kind === 'mute') return member?.isMuted ? 'unmute' : 'mute';
  return member?.isDeafened ? 'undeafen' : 'deafen';
};

const ActionDialog = ({ kind, userId, onClose }: MemberDialogProps & { kind: ModerationAction }) => {
  const { server, me } = useOpenServer();
  const { name, profileName, member } = usePerson(userId);
  const refusal = useRefusal(kind, userId);
  const target = { userId, name };
  const props = { serverId: server.serverId, targets: [target], refusal, onClose };
  switch (kind) {
    case 'kick':
      return <KickDialog {...props} />;
    case 'ban':
      return <BanDialog {...props} />;
    case 'timeOut':
      return (
        <TimeOutDialog
          {...props}
          timedOutUntil={member && isTimedOut(member) ? member.timedOutUntil : undefined}
        />
      );
    case 'mute':
    case 'deafen':
      return <VoiceRestrictionDialog {...props} action={voiceActionOn(member, kind)} />;
    case 'nickname':
      return (
        <NicknameDialog
          serverId={server.serverId}
          target={target}
          nickname={member?.nickname ?? null}
          profileName={profileName}
          isMe={me.userId === userId}
          refusal={refusal}
          onClose={onClose}
        />
      );
  }
};

interface BulkDialogProps {
  kind: BulkAction;
  targets: readonly Target[];
  onDone: () => void;
  onClose: () => void;
}

const bulkDialogs = { kick: KickDialog, ban: BanDialog, timeOut: TimeOutDialog };

/** Asks for the particulars of one action against several members. */
export const BulkDialog = ({ kind, ...request }: BulkDialogProps) => {
  const { server } = useOpenServer();
  const Dialog = bulkDialogs[kind];
  return <Dialog serverId={server.serverId} {...request} />;
};

interface ReportMessageDialogProps {
  message: Message;
  onClose: () => void;
}

export const ReportMessageDialog = ({ message, onClose }: ReportMessageDialogProps) => {
  const { server } = useOpenServer();
  const { channelId, seq, body, authorId } = message;
  const { name } = usePerson(authorId);
  return (
    <ReportDialog
      serverId={server.serverId}
      subject={{ type: 'message', channelId, seq, text: body.text, authorName: name }}
      onClose={onClose}
    />
  );
};
