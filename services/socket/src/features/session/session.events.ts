import type { SocketHandlers } from '../access/socket-handlers.js';
import type { SessionService } from './session.service.js';

export const sessionHandlers = (sessions: SessionService): SocketHandlers<'auth:refresh'> => ({
  'auth:refresh': ({ socket, payload }) => sessions.refresh(socket, payload.token),
});
