import { isTimedOut } from '@maru/contracts/permission-rules';
import type { UserId } from '@maru/contracts/primitives';
import type { Message } from '@maru/contracts/socket/messages';
import type { BulkModeration } from '@/features/members/components/table/members-settings';
import { BanDialog } from '@/features/moderation/components/dialogs/ban-dialog';
import { KickDialog } from '@/features/moderation/components/dialogs/kick-dialog';
import { MuteDialog } from '@/features/moderation/components/dialogs/mute-dialog';
import { NicknameDialog } from '@/features/moderation/components/dialogs/nickname-dialog';
import { ReportDialog } from '@/features/moderation/components/dialogs/report-dialog';
import { TimeOutDialog } from '@/features/moderation/components/dialogs/time-out-dialog';
import {
  refusalOf,
  standingTo,
  type ModerationAction,
  type Refusal,
} from '@/features/moderation/model/standing';
import type { Target } from '@/features/moderation/model/target';
import { useOpenServer } from '@/entities/server/components/open-server';
import { usePerson } from '@/entities/person/api/use-person';

interface PersonDialogProps {
  kind: ModerationAction | 'report';
  userId: UserId;
  onClose: () => void;
}

/** Asks for what is to be done about somebody. */
export const PersonDialog = ({ kind, userId, onClose }: PersonDialogProps) => {
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
  // Who has left can still be kept out; nothing else can be done about them.
  if (!member) return member === null && kind !== 'ban' ? 'gone' : undefined;
  return refusalOf(standingTo(detail, member, kind));
};

const ActionDialog = ({ kind, userId, onClose }: PersonDialogProps & { kind: ModerationAction }) => {
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
      return <MuteDialog {...props} isMuting={!member?.isMuted} />;
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

interface SeveralDialogProps {
  kind: BulkModeration;
  targets: readonly Target[];
  onDone: () => void;
  onClose: () => void;
}

const severalDialogs = { kick: KickDialog, ban: BanDialog, timeOut: TimeOutDialog };

/** Asks for what is to be done about several people at once. */
export const SeveralDialog = ({ kind, ...asked }: SeveralDialogProps) => {
  const { server } = useOpenServer();
  const Ask = severalDialogs[kind];
  return <Ask serverId={server.serverId} {...asked} />;
};

interface ReportMessageDialogProps {
  message: Message;
  onClose: () => void;
}

export const ReportMessageDialog = ({ message, onClose }: ReportMessageDialogProps) => {
  const { server } = useOpenServer();
  const { channelId, seq, content, authorId } = message;
  const { name } = usePerson(authorId);
  return (
    <ReportDialog
      serverId={server.serverId}
      subject={{ type: 'message', channelId, seq, content, authorName: name }}
      onClose={onClose}
    />
  );
};
