import { useEffect, type RefObject } from 'react';

const isTypingElsewhere = (element: Element | null) =>
  element instanceof HTMLElement &&
  (element.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName) ||
    element.closest('[role="dialog"], [role="menu"]') !== null);

/** Sends printable keys to the composer unless another field has the focus. */
export const useTypeAnywhere = (field: RefObject<HTMLTextAreaElement | null>): void => {
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      const isPrintable =
        event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey;
      if ((isPrintable || event.key === 'Process') && !isTypingElsewhere(document.activeElement))
        field.current?.focus();
    };
    document.addEventListener('keydown', handle);
    return () => document.removeEventListener('keydown', handle);
  }, [field]);
};
