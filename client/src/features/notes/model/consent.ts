import { createPersonal } from '@/shared/api/session-store';

export type Consent = 'given' | 'declined';

/** The person's answers by note. In memory only: each note asks anew, and so does a reloaded page. */
export const useConsents = createPersonal<Record<string, Consent>>(() => ({}));

export const setConsent = (noteId: string, consent: Consent): void =>
  useConsents.setState({ [noteId]: consent });
