/** Fields in which a key writes. */
const writable = [
  'input:not([type=button], [type=checkbox], [type=radio], [type=range])',
  'textarea',
  'select',
  '[contenteditable]:not([contenteditable=false])',
].join();

/** Returns whether a key press in this place writes text or chooses from a list. */
export const isTyping = (target: EventTarget | null | undefined): boolean =>
  target instanceof Element && target.closest(writable) !== null;

/** Keys that move through the page or leave it. */
const reserved = new Set(['Tab', 'Escape', 'Enter', 'NumpadEnter']);

export const isAllowedTalkKey = (code: string): boolean => code !== '' && !reserved.has(code);

/** Shadow trees hide the field that has the focus. */
const placeOf = (event: Event) => event.composedPath()[0] ?? event.target;

/** IMEs report `isComposing`, or the key code 229 at the first key. */
const isComposing = (event: KeyboardEvent) => event.isComposing || event.keyCode === 229;

const isShortcut = ({ ctrlKey, altKey, metaKey, code }: KeyboardEvent) =>
  (ctrlKey && !code.startsWith('Control')) ||
  (altKey && !code.startsWith('Alt')) ||
  (metaKey && !code.startsWith('Meta'));

/** Calls `onHeld` when the key goes down or up, until the returned function is called. A key that is typed with never counts. */
export const watchTalkKey = (code: string, onHeld: (isHeld: boolean) => void): (() => void) => {
  let isHeld = false;
  const set = (next: boolean) => {
    if (next !== isHeld) onHeld((isHeld = next));
  };
  const over = new AbortController();
  const options = { capture: true, signal: over.signal };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.code !== code || isComposing(event) || isShortcut(event) || isTyping(placeOf(event))) return;
    // Space would press the focused button or scroll.
    event.preventDefault();
    if (!event.repeat) set(true);
  };
  const onKeyUp = (event: KeyboardEvent) => {
    if (event.code === code) set(false);
  };
  const onFocus = (event: FocusEvent) => {
    if (isTyping(placeOf(event))) set(false);
  };
  const release = () => set(false);

  window.addEventListener('keydown', onKeyDown, options);
  window.addEventListener('keyup', onKeyUp, options);
  window.addEventListener('focusin', onFocus, options);
  // The key may go up in another window.
  window.addEventListener('blur', release, { signal: over.signal });
  document.addEventListener('visibilitychange', release, options);
  return () => {
    over.abort();
    release();
  };
};
