import { createContext } from 'react';

/** What pages inside the shell may ask of it. */
export const ShellContext = createContext<{ createServer: () => void }>({ createServer: () => undefined });
