import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { createContext, useContext } from 'react';

/** The open server, for names, cards and menus of its people wherever they stand. */
export const ServerContext = createContext<ServerDetail | undefined>(undefined);

export const useOpenServer = (): ServerDetail => {
  const detail = useContext(ServerContext);
  if (!detail) throw new Error('people of a server are shown outside of one');
  return detail;
};
