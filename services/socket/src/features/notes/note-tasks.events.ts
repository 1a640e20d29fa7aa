import { AppError } from '@maru/service-kit/app-error';
import type { AccessCache } from '../access/access-cache.js';
import type { SocketHandlers } from '../access/socket-handlers.js';
import type { AnnotationsService } from '../annotations/annotations.service.js';

interface TaskDeps {
  annotations: Pick<AnnotationsService, 'setTask'>;
  access: Pick<AccessCache, 'findConversation'>;
  now?: () => Date;
}

/** Action items: only lines of notes become tasks, and only people who see the note are assigned. */
export const taskHandlers = ({ annotations, access, now }: TaskDeps): SocketHandlers<'task:set'> => ({
  'task:set': async ({ socket, conversation, payload: { channelId, seq, task } }) => {
    if (conversation.scope !== 'note') throw new AppError('NOT_FOUND');
    const { assigneeId = null } = task ?? {};
    if (assigneeId && !(await access.findConversation(assigneeId, channelId)))
      throw new AppError('NOT_FOUND');
    const changedAt = (now?.() ?? new Date()).toISOString();
    const value = task && { ...task, changedBy: socket.data.userId, changedAt };
    return { annotation: await annotations.setTask(channelId, seq, value) };
  },
});
