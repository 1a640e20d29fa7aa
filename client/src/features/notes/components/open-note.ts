import type { Channel } from '@maru/contracts/http/chat/channels';
import { can } from '@maru/contracts/permissions';
import type { Message } from '@maru/contracts/socket/messages';
import type { MeetingNote } from '@maru/contracts/socket/notes';
import { createContext, useContext, useMemo } from 'react';
import { useOpenServer } from '@/entities/server/components/open-server';
import { permissionsIn } from '@/entities/server/model/permissions';
import { useMe } from '@/shared/api/session-store';
import { useSetTask, useTaskStates } from '../api/tasks';
import { shownTask } from '../model/task-states';
import { taskOf, type TaskItem } from '../model/tasks';

interface TaskChange {
  isDone?: boolean;
  assigneeId?: string | null;
}

/** A note that is on the screen, with the viewer's permissions for it. */
export interface OpenNote {
  note: MeetingNote;
  channel: Channel;
  /** Writes and edits own lines, ticks and assigns action items. */
  canWrite: boolean;
  /** Renames and ends it. */
  canSteer: boolean;
  /** Deletes it, and lines of others. */
  canManage: boolean;
  taskOf: (message: Message) => TaskItem | undefined;
  setTask: (message: Message, change: TaskChange | null) => void;
}

export const OpenNoteContext = createContext<OpenNote | undefined>(undefined);

/** Returns the note that the component stands in. */
export const useInOpenNote = (): OpenNote => {
  const open = useContext(OpenNoteContext);
  if (!open) throw new Error('useInOpenNote is used outside of a note');
  return open;
};

/** The viewer's permissions for the notes of a voice channel. */
export const useNotePermissions = (channel: Channel) => {
  const permissions = permissionsIn(useOpenServer(), channel);
  const canConnect = can(permissions, 'connect');
  return {
    canStart: canConnect,
    canWrite: canConnect && can(permissions, 'sendMessages'),
    canManage: can(permissions, 'manageNotes'),
  };
};

export const useOpenNote = (note: MeetingNote, channel: Channel): OpenNote => {
  const { userId } = useMe();
  const { canWrite, canManage } = useNotePermissions(channel);
  const states = useTaskStates(note.noteId);
  const { mutate } = useSetTask(note.noteId);
  return useMemo(() => {
    const itemOf = ({ seq, body }: Message) => taskOf(body.text, shownTask(states, seq));
    return {
      note,
      channel,
      canWrite,
      canSteer: canManage || note.startedBy === userId,
      canManage,
      taskOf: itemOf,
      setTask: (message, change) => {
        const { isDone = false, assigneeId = null } = itemOf(message) ?? {};
        mutate({ seq: message.seq, task: change && { isDone, assigneeId, ...change } });
      },
    };
  }, [note, channel, canWrite, canManage, userId, states, mutate]);
};
