import type { EventHandlers } from '../../platform/on.js';
import type { SessionService } from './session.service.js';

export const sessionHandlers = (sessions: SessionService): EventHandlers<'auth:refresh'> => ({
  'auth:refresh': ({ socket, payload }) => sessions.refresh(socket, payload.token),
});
