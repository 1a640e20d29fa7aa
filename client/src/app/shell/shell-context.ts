import { createContext } from 'react';

/** What pages inside the shell may ask of it. */
export const ShellContext = createContext<{ createServer: () => void; joinByLink: () => void }>({
  createServer: () => undefined,
  joinByLink: () => undefined,
});
