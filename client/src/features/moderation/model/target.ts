import type { ServerId, UserId } from '@maru/contracts/primitives';
import type { Refusal } from './standing';

/** Whom something is done to, by the name that the server knows them by. */
export interface Target {
  userId: UserId;
  name: string;
}

/** What every dialog needs that does something to members: to one, or to several at once. */
export interface ModerationDialogProps {
  serverId: ServerId;
  targets: readonly Target[];
  /** Why it can't be done; the dialog then says so instead of asking. */
  refusal?: Refusal;
  /** It has been done to all of them. */
  onDone?: () => void;
  onClose: () => void;
}
