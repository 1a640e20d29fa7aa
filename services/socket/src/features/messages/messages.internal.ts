import { messageInternalRoutes } from '@maru/contracts/internal/messages';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';
import type { MessagesService } from './messages.service.js';
import type { PurgesService } from './purges.service.js';
import type { SystemMessagesService } from './system-messages.service.js';

interface MessageServices {
  messages: MessagesService;
  purges: PurgesService;
  systemMessages: SystemMessagesService;
}

/** Internal routes about messages, for the chat service. */
export const messageBindings = ({ messages, purges, systemMessages }: MessageServices): BoundRoute[] => [
  route(messageInternalRoutes.getMessage, ({ params }) => messages.get(params.channelId, params.seq)),
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
