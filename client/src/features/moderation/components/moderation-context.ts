import type { ChannelId, UserId } from '@maru/contracts/primitives';
import type { Message } from '@maru/contracts/socket/messages';
import { createContext, use } from 'react';
import type { ModerationAction } from '../model/verdict';
import type { Target } from '../model/target';

/** Actions that can be taken against several members at once. */
export type BulkAction = Extract<ModerationAction, 'timeOut' | 'kick' | 'ban'>;

/** A moderation dialog to open. */
export type ModerationRequest =
  | { kind: ModerationAction | 'report'; userId: UserId }
  | { kind: BulkAction; targets: readonly Target[]; onDone: () => void }
  | { kind: 'disconnect' | 'move'; userId: UserId; channelId: ChannelId }
  | { kind: 'report-message'; message: Message };

interface Moderation {
  openDialog: (request: ModerationRequest) => void;
}

export const ModerationContext = createContext<Moderation>({ openDialog: () => undefined });

/** Opens moderation dialogs from anywhere inside a server. */
export const useModeration = (): Moderation => use(ModerationContext);
