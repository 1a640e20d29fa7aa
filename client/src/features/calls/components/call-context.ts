import { createContext, use } from 'react';
import type { Call, CallSnapshot } from '../model/call';

/** The call that the person is in, as the components of the call see it. */
export interface OpenCall {
  call: Call;
  snapshot: CallSnapshot;
}

export const CallContext = createContext<OpenCall | undefined>(undefined);

/** Returns the call. Throws outside of one. */
export const useOpenCall = (): OpenCall => {
  const open = use(CallContext);
  if (!open) throw new Error('useOpenCall is used outside of a call');
  return open;
};
