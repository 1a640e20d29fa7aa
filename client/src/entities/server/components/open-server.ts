import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { createContext, useContext } from 'react';

/** The server whose pages are open. Names, cards and menus of people read it wherever they stand. */
export const OpenServerContext = createContext<ServerDetail | undefined>(undefined);

/** Returns the open server. Throws outside of one. */
export const useOpenServer = (): ServerDetail => {
  const detail = useContext(OpenServerContext);
  if (!detail) throw new Error('useOpenServer is used outside of a server');
  return detail;
};
