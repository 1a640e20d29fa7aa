import { createPersonal } from '@/shared/api/session-store';
import type { OpenCall } from '../components/call-context';

/** The call that the person is in, or the last one after it has ended. */
export const useCurrentCall = createPersonal<{ open: OpenCall | undefined }>(() => ({ open: undefined }));
