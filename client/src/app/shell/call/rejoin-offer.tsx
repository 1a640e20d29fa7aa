import { serverId as serverIdSchema } from '@maru/contracts/primitives';
import { useNavigate } from 'react-router-dom';
import { useServer } from '@/entities/server/api/servers';
import { useRejoinOffer } from '@/features/calls/api/rejoin-offer';
import { RejoinBanner } from '@/features/calls/components/effects/rejoin-banner';
import { paths } from '@/shared/config/paths';

/** Offers the way back into the call of before a reload. */
export const RejoinOffer = ({ userId }: { userId: string }) => {
  const offer = useRejoinOffer(userId);
  return offer ? <Offer offer={offer} /> : null;
};

const Offer = ({ offer }: { offer: NonNullable<ReturnType<typeof useRejoinOffer>> }) => {
  const { serverId, channelId, accept, dismiss } = offer;
  const navigate = useNavigate();
  const { data: detail } = useServer(serverIdSchema.parse(serverId));
  const channel = detail?.channels.find((each) => each.channelId === channelId);
  // The person may have lost sight of it meanwhile.
  if (!channel) return null;
  const rejoin = () => {
    accept();
    void navigate(paths.channel.to(serverId, channelId));
  };
  return <RejoinBanner channelName={channel.name} onRejoin={rejoin} onDismiss={dismiss} />;
};
