import type { Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can } from '@maru/contracts/permissions';
import { NotebookPen } from 'lucide-react';
import { createContext, lazy, use, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';
import type { VoiceRoom } from '@maru/contracts/socket/voice';
import { useVoiceRooms } from '@/entities/channel/api/voice-rooms';
import { permissionsIn } from '@/entities/server/model/permissions';
import { joinCall } from '@/features/calls/api/join-call';
import { CallContext } from '@/features/calls/components/call-context';
import {
  ChannelContributionsContext,
  type ChannelContributions,
} from '@/features/channels/components/channel-contributions';
import { paths } from '@/shared/config/paths';
import { LazyPart } from '@/shared/ui/lazy-part';
import styles from './voice-channels.module.css';

const Occupants = lazy(async () => {
  const { Occupants: component } = await import('@/features/calls/components/occupants/occupants');
  return { default: component };
});
const RowTime = lazy(async () => {
  const { RowTime: component } = await import('@/features/calls/components/occupants/row-time');
  return { default: component };
});

const RoomsContext = createContext<ReadonlyMap<string, VoiceRoom>>(new Map());

const useRoom = ({ channelId }: Channel): VoiceRoom | undefined => {
  const room = use(RoomsContext).get(channelId);
  return room && room.members.length > 0 ? room : undefined;
};

/** The number of people in a limited channel, and the running time of its call. */
const RowEnd = ({ channel }: { channel: Channel }) => {
  const { t } = useTranslation();
  const room = useRoom(channel);
  if (channel.type !== 'voice') return null;
  const count = room?.members.length ?? 0;
  return (
    <>
      {room?.startedAt ? (
        <LazyPart isMinor>
          <RowTime since={room.startedAt} />
        </LazyPart>
      ) : null}
      {channel.userLimit ? (
        <span className={styles.count}>
          <span aria-hidden="true">
            {count}/{channel.userLimit}
          </span>
          <span className="visually-hidden">{t('channels.places', { count, limit: channel.userLimit })}</span>
        </span>
      ) : null}
    </>
  );
};

const BelowRow = ({ channel }: { channel: Channel }) => {
  const room = useRoom(channel);
  return room ? (
    <LazyPart isMinor>
      <Occupants channelName={channel.name} room={room} />
    </LazyPart>
  ) : null;
};

/** Shows the calls of a server in its list of channels; a click on a voice channel joins its call. */
export const VoiceChannels = ({ detail, children }: { detail: ServerDetail; children: ReactNode }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const rooms = useVoiceRooms(detail.server.serverId);
  const open = use(CallContext);
  const current = open && open.snapshot.status !== 'ended' ? open.snapshot.channelId : undefined;
  const contributions = useMemo<ChannelContributions>(
    () => ({
      busy: new Set([...rooms].flatMap(([id, { members }]) => (members.length > 0 ? [id] : []))),
      onOpen: (channel) => {
        if (channel.type !== 'voice' || channel.channelId === current) return;
        if (can(permissionsIn(detail, channel), 'connect')) joinCall(channel);
      },
      itemsOf: ({ type, serverId, channelId }) => {
        const openNotes = () => void navigate(paths.channel.toNotes(serverId, channelId));
        return type === 'voice'
          ? [{ label: t('channels.notes'), icon: NotebookPen, onSelect: openNotes }]
          : [];
      },
      RowEnd,
      BelowRow,
    }),
    [rooms, current, detail, navigate, t],
  );
  return (
    <RoomsContext value={rooms}>
      <ChannelContributionsContext value={contributions}>{children}</ChannelContributionsContext>
    </RoomsContext>
  );
};
