import type { Channel } from '@maru/contracts/http/chat/channels';
import type { Server, ServerDetail } from '@maru/contracts/http/chat/servers';
import { seq as seqSchema } from '@maru/contracts/primitives';
import { Users } from 'lucide-react';
import { lazy, useEffect, useState } from 'react';
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
import { useChannelStates } from '@/entities/channel/api/channel-states';
import { isUnread } from '@/entities/channel/model/channel-states';
import { MemberPanel } from '@/features/members/components/member-panel';
import { MembersSheet } from '@/features/members/components/members-sheet';
import { personalStorage } from '@/shared/api/personal-storage';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { useIsNarrow } from '@/shared/lib/use-media-query';
import { buttonClass } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import { LazyPart } from '@/shared/ui/lazy-part';
import { SpeechDrawing, StateView } from '@/shared/ui/state-view';
import { lastPlace } from '../../shell/last-place';
import styles from '../../shell/shell.module.css';
import { ConversationSkeleton } from '../../shell/shell-skeleton';
import { ChannelBar } from './channel-bar';
import { Conversation, type OpenChannelProps } from './conversation';

/** The message that the address leads to. */
const useTarget = () => {
  const { key } = useLocation();
  const [query] = useSearchParams();
  const parsed = seqSchema.safeParse(Number(query.get('message')));
  return parsed.success ? { seq: parsed.data, key } : undefined;
};

/** An open channel: its conversation and, beside it, its members. */
export const Component = () => {
  const { channelId } = useParams();
  const detail = useOutletContext<ServerDetail | undefined>();
  if (!detail) return <ConversationSkeleton />;
  const channel = detail.channels.find((each) => each.channelId === channelId);
  return <OpenChannel key={channelId} detail={detail} channel={channel} />;
};

/** The channel of the address. When it disappears while it is open, its reader is told and led to another channel. */
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
  useDocumentTitle(
    `${unread > 0 ? `(${unread}) ` : ''}${channel.type === 'voice' ? '' : '#'}${channel.name} | ${server.name}`,
  );
};

const VoiceChannel = lazy(async () => {
  const { VoiceChannel: component } = await import('./voice-channel');
  return { default: component };
});

const ChannelPage = (props: ChannelPageProps) => {
  const { server } = props.detail;
  const { channelId, type } = props.channel;
  const target = useTarget();
  useTitle(server, props.channel);
  useEffect(() => lastPlace.enterChannel(server.serverId, channelId), [server.serverId, channelId]);
  if (type !== 'voice') return <TextChannel {...props} target={target} />;
  return (
    <LazyPart placeholder={<ConversationSkeleton />}>
      <VoiceChannel {...props} target={target} />
    </LazyPart>
  );
};

const TextChannel = ({ detail, channel, target }: OpenChannelProps) => {
  const { t } = useTranslation();
  const { server } = detail;
  const isNarrow = useIsNarrow();
  const [isShown, setIsShown] = useState(() => personalStorage.get('members') !== '0');
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const areMembersShown = !isNarrow && isShown;

  const toggle = () => {
    if (isNarrow) return setIsSheetOpen(true);
    personalStorage.set('members', isShown ? '0' : '1');
    setIsShown(!isShown);
  };

  return (
    <main className={styles.main}>
      <ChannelBar server={server} channel={channel}>
        <IconButton
          icon={Users}
          label={t(areMembersShown ? 'members.hide' : 'members.show')}
          aria-pressed={areMembersShown}
          onClick={toggle}
        />
      </ChannelBar>
      <div className={styles.content}>
        <Conversation channel={channel} target={target} />
        {areMembersShown ? (
          <aside className={styles.members}>
            <MemberPanel key={channel.channelId} channelId={channel.channelId} />
          </aside>
        ) : null}
      </div>
      {isNarrow && isSheetOpen ? (
        <MembersSheet channelId={channel.channelId} onClose={() => setIsSheetOpen(false)} />
      ) : null}
    </main>
  );
};
