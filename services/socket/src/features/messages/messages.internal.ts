import { messageInternalRoutes } from '@maru/contracts/internal/messages';
import type { ChannelId } from '@maru/contracts/primitives';
import { AppError } from '@maru/service-kit/app-error';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { MessagesService } from './messages.service.js';
import type { PurgesService } from './purges.service.js';
import type { SystemMessagesService } from './system-messages.service.js';

interface MessageServices {
  messages: MessagesService;
  purges: PurgesService;
  systemMessages: SystemMessagesService;
  /** Finds the channel whose moderators look after a conversation. */
  findPlace: (conversationId: ChannelId) => Promise<ChannelId | undefined>;
}

/** Internal routes about messages, for the chat service. */
export const messageBindings = ({
  messages,
  purges,
  systemMessages,
  findPlace,
}: MessageServices): BoundRoute[] => [
  route(messageInternalRoutes.getMessage, async ({ params }) => {
    const placeId = await findPlace(params.channelId);
    if (!placeId) throw new AppError('NOT_FOUND');
    return { message: await messages.get(params.channelId, params.seq), placeId };
  }),
  route(messageInternalRoutes.postSystemMessage, ({ params, body }) =>
    systemMessages.post(params.channelId, body),
  ),
  route(messageInternalRoutes.purgeChannel, async ({ params }) => ({
    isDone: await purges.purgeChannel(params.channelId),
  })),
  route(messageInternalRoutes.purgeAuthor, async ({ params, body }) => ({
    before: await purges.purgeAuthor(params.channelId, body),
  })),
];
