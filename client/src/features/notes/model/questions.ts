import { createPersonal } from '@/shared/api/session-store';

/** The notes whose question for consent is on the screen. */
export const useQuestions = createPersonal<Record<string, boolean>>(() => ({}));

export const setAsked = (noteId: string, isAsked: boolean): void =>
  useQuestions.setState({ [noteId]: isAsked });
