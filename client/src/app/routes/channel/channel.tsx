import type { Channel } from '@maru/contracts/http/chat/channels';
import type { Server, ServerDetail } from '@maru/contracts/http/chat/servers';
import { can, type PermissionSet } from '@maru/contracts/permissions';
import { seq as seqSchema } from '@maru/contracts/primitives';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Link,
  useLocation,
  useNavigate,
  useOutletContext,
  useParams,
  useSearchParams,
} from 'react-router-dom';
import { toast } from 'sonner';
import { ChannelConversation } from '@/features/messages/components/channel-conversation';
import { ProfileAvatar } from '@/entities/person/components/profile';
import { useChannelStates } from '@/entities/channel/api/channel-states';
import { personalStorage } from '@/shared/api/personal-storage';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { useIsNarrow } from '@/shared/lib/use-media-query';
import { permissionsIn } from '@/entities/server/model/permissions';
import { isUnread } from '@/entities/channel/model/channel-states';
import { buttonClass } from '@/shared/ui/button';
import { SpeechDrawing, StateView } from '@/shared/ui/state-view';
import { ChannelBar } from './channel-bar';
import { InviteCards } from './invite-cards';
import { lastPlace } from '../../shell/last-place';
import { Members, MembersSheet } from './members';
import { PersonName } from '@/entities/person/components/person-name';
import { PersonPopover } from '../../people/person-popover';
import { useMessageActions } from '../../people/use-message-actions';
import styles from '../../shell/shell.module.css';
import { ConversationSkeleton } from '../../shell/shell-skeleton';
import { useReadOnlyText } from './use-read-only-text';

const renderName = (userId: string) => <PersonName userId={userId} />;
const linkName = (userId: string) => (
  <PersonPopover userId={userId}>
    <PersonName userId={userId} />
  </PersonPopover>
);
const linkAvatar = (userId: string) => (
  <PersonPopover userId={userId} isPicture>
    <ProfileAvatar userId={userId} size={40} />
  </PersonPopover>
);

const renderLinks = (text: string) => <InviteCards text={text} />;

/** The message that the address leads to. */
const useTarget = () => {
  const { key } = useLocation();
  const [query] = useSearchParams();
  const parsed = seqSchema.safeParse(Number(query.get('message')));
  return parsed.success ? { seq: parsed.data, key } : undefined;
};

/** An open channel with its conversation and, beside it, who is here. */
export const Component = () => {
  const { channelId } = useParams();
  const detail = useOutletContext<ServerDetail | undefined>();
  if (!detail) return <ConversationSkeleton />;
  const channel = detail.channels.find((each) => each.channelId === channelId);
  return <OpenChannel key={channelId} detail={detail} channel={channel} />;
};

/** The channel of the address. When it goes while it is open, its reader is told and led to another one. */
const OpenChannel = ({ detail, channel }: { detail: ServerDetail; channel: Channel | undefined }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [last, setLast] = useState(channel);
  if (channel && channel !== last) setLast(channel);
  const lost = channel ? undefined : last;
  const words = lost && t('channels.gone', { name: lost.name });
  const serverPath = paths.server.to(detail.server.serverId);
  useEffect(() => {
    if (!words) return;
    toast.info(words, { id: words });
    void navigate(serverPath, { replace: true });
  }, [navigate, serverPath, words]);

  if (channel) return <ChannelPage detail={detail} channel={channel} />;
  return (
    <main className={styles.main}>
      <StateView
        drawing={<SpeechDrawing />}
        title={words ?? t('channels.notFound')}
        text={lost ? undefined : t('channels.notFoundText')}
        action={
          <Link className={buttonClass({ variant: 'secondary' })} to={serverPath} replace>
            {t('channels.back')}
          </Link>
        }
      />
    </main>
  );
};

interface ChannelPageProps {
  detail: ServerDetail;
  channel: Channel;
}

const useTitle = (server: Server, channel: Channel) => {
  const states = useChannelStates();
  const unread = Object.values(states).filter(
    (state) => state.channelId !== channel.channelId && isUnread(state),
  ).length;
  useDocumentTitle(`${unread > 0 ? `(${unread}) ` : ''}#${channel.name} | ${server.name}`);
};

/** Who manages messages or the channel waits for nothing. */
const isSlowedDown = (permissions: PermissionSet) =>
  !can(permissions, 'manageMessages') && !can(permissions, 'manageChannels');

const ChannelPage = ({ detail, channel }: ChannelPageProps) => {
  const { server } = detail;
  const isNarrow = useIsNarrow();
  const [isShown, setIsShown] = useState(() => personalStorage.get('members') !== '0');
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const permissions = permissionsIn(detail, channel);
  const readOnlyText = useReadOnlyText(detail, channel);
  const actionsFor = useMessageActions();
  const target = useTarget();
  useTitle(server, channel);
  useEffect(
    () => lastPlace.enterChannel(server.serverId, channel.channelId),
    [server.serverId, channel.channelId],
  );

  const toggle = () => {
    if (isNarrow) return setIsSheetOpen(true);
    personalStorage.set('members', isShown ? '0' : '1');
    setIsShown(!isShown);
  };

  return (
    <main className={styles.main}>
      <ChannelBar
        server={server}
        channel={channel}
        areMembersShown={!isNarrow && isShown}
        onToggleMembers={toggle}
      />
      <div className={styles.content}>
        <ChannelConversation
          channel={channel}
          readOnlyText={readOnlyText}
          canManageMessages={can(permissions, 'manageMessages')}
          target={target}
          slowModeSeconds={isSlowedDown(permissions) ? channel.slowModeSeconds : 0}
          renderName={renderName}
          linkName={linkName}
          linkAvatar={linkAvatar}
          renderLinks={renderLinks}
          actionsFor={actionsFor}
        />
        {!isNarrow && isShown ? (
          <aside className={styles.members}>
            <Members channel={channel} />
          </aside>
        ) : null}
      </div>
      {isNarrow && isSheetOpen ? (
        <MembersSheet channel={channel} onClose={() => setIsSheetOpen(false)} />
      ) : null}
    </main>
  );
};
