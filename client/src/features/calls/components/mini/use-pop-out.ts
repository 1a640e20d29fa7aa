import { useCallback, useEffect, useState } from 'react';

interface PictureWindows {
  requestWindow: (size: { width: number; height: number }) => Promise<Window>;
}

/** Chromium has windows that stay above all others; TypeScript does not know them yet. */
const pictureWindows = (): PictureWindows | undefined =>
  (window as { documentPictureInPicture?: PictureWindows }).documentPictureInPicture;

export const canPopOut = (): boolean => pictureWindows() !== undefined;

/** The new document has none of the page's styles. */
const copyStyles = (to: Document) => {
  for (const node of document.querySelectorAll('style, link[rel="stylesheet"]'))
    to.head.append(node.cloneNode(true));
  to.documentElement.dataset.theme = 'dark';
};

/** A window above all others, until it is closed or the component goes. */
export const usePopOut = () => {
  const [opened, setOpened] = useState<Window>();
  useEffect(() => () => opened?.close(), [opened]);
  const open = useCallback(async () => {
    const next = await pictureWindows()?.requestWindow({ width: 400, height: 225 });
    if (!next) return;
    copyStyles(next.document);
    next.addEventListener('pagehide', () => setOpened(undefined));
    setOpened(next);
  }, []);
  // The browser refuses without a click of its own; nothing has changed then.
  return { window: opened, open: () => void open().catch(() => undefined) };
};
