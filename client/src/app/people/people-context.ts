import type { Message } from '@maru/contracts/socket/messages';
import type { UserId } from '@maru/contracts/primitives';
import { createContext, useContext } from 'react';
import type { BulkModeration } from '@/features/members/components/table/members-settings';
import type { ModerationAction } from '@/features/moderation/model/standing';
import type { Target } from '@/features/moderation/model/target';

/** Something that is asked for about a person; a dialog answers it. */
export type PeopleQuestion =
  | { kind: ModerationAction | 'report'; userId: UserId }
  | { kind: BulkModeration; targets: readonly Target[]; onDone: () => void }
  | { kind: 'report-message'; message: Message };

interface People {
  ask: (question: PeopleQuestion) => void;
}

export const PeopleContext = createContext<People>({ ask: () => undefined });

export const usePeople = (): People => useContext(PeopleContext);
