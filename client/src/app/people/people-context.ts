import type { Message } from '@maru/contracts/socket/messages';
import type { UserId } from '@maru/contracts/primitives';
import { createContext, useContext } from 'react';
import type { ModerationAction } from '@/features/moderation/model/standing';

/** Something that is asked for about a person; a dialog answers it. */
export type PeopleQuestion =
  { kind: ModerationAction | 'report'; userId: UserId } | { kind: 'report-message'; message: Message };

interface People {
  ask: (question: PeopleQuestion) => void;
}

export const PeopleContext = createContext<People>({ ask: () => undefined });

export const usePeople = (): People => useContext(PeopleContext);
