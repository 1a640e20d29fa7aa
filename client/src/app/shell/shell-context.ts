import { createContext } from 'react';

/** Actions that the shell offers to the pages inside it. */
export const ShellContext = createContext<{ createServer: () => void; joinByLink: () => void }>({
  createServer: () => undefined,
  joinByLink: () => undefined,
});
