import type { ServerId, UserId } from '@maru/contracts/primitives';
import type { Refusal } from './verdict';

/** The member whom an action is taken against, with their name in the server. */
export interface Target {
  userId: UserId;
  name: string;
}

/** The props of a dialog that acts on one member or on several. */
export interface ModerationDialogProps {
  serverId: ServerId;
  targets: readonly Target[];
  /** The reason why the action is refused; the dialog then states it instead of asking. */
  refusal?: Refusal;
  /** Called when the action has succeeded for all targets. */
  onDone?: () => void;
  onClose: () => void;
}
