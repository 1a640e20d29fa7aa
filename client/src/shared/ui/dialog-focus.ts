const enabled = ':enabled:not([type="hidden"]):not([type="file"]):not([readonly])';
const anyField = ['input', 'textarea', 'select'].map((name) => name + enabled).join();
const textFields = ['input:not([type="radio"]):not([type="checkbox"]):not([type="range"])', 'textarea']
  .map((name) => `${name}:not([data-optional])${enabled}`)
  .join();

/** A group of radio buttons is entered at the chosen one. */
const entryOf = (field: HTMLElement, window: HTMLElement): HTMLElement => {
  if (!(field instanceof HTMLInputElement) || field.type !== 'radio') return field;
  const group = window.querySelectorAll<HTMLInputElement>('input[type="radio"]:checked');
  return [...group].find(({ name }) => name === field.name) ?? field;
};

/** The field that a dialog is opened for: the first one to type into, unless only a remark can be typed; else the first one. */
const fieldOf = (window: HTMLElement): HTMLElement | undefined => {
  const text = window.querySelector<HTMLElement>(textFields);
  if (text) return text;
  const first = window.querySelector<HTMLElement>(anyField);
  return first ? entryOf(first, window) : undefined;
};

/** Without a field, the window itself: it is read out from its title, and its first button is the one that closes it. */
export const focusField = (window: HTMLElement): void => (fieldOf(window) ?? window).focus();

/** When the next step replaces the focused part of a dialog, its field takes the focus. Returns how to stop. */
export const followSteps = (window: HTMLElement): (() => void) => {
  let last: EventTarget | null = null;
  const remember = ({ target }: FocusEvent) => (last = target);
  const observer = new MutationObserver(() => {
    if (last instanceof Node && !last.isConnected) focusField(window);
  });
  window.addEventListener('focusin', remember);
  observer.observe(window, { childList: true, subtree: true });
  return () => {
    window.removeEventListener('focusin', remember);
    observer.disconnect();
  };
};
