import { flushSync } from 'react-dom';

/** Runs `mark`, which makes a form show the fields that are invalid, and focuses the first of them. */
export const showInvalid = (form: HTMLFormElement, mark: () => void): void => {
  flushSync(mark);
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
};
