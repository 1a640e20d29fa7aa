import { createContext } from 'react';

/** The element that menus open in. In full screen the browser shows nothing outside of the room. */
export const PortalContext = createContext<HTMLElement | null>(null);
