import type { Message } from '@maru/contracts/socket/messages';
import { createPersonal } from '@/shared/api/session-store';

interface Editing {
  channelId: string | undefined;
  seq: number | undefined;
  start: (message: Message) => void;
  stop: () => void;
}

const nothing = { channelId: undefined, seq: undefined };

/** Which message is being edited; one at a time. */
export const useEditing = createPersonal<Editing>((set) => ({
  ...nothing,
  start: ({ channelId, seq }) => set({ channelId, seq }),
  stop: () => set(nothing),
}));
