import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { watchTalkKey } from './talk-key';

let held: boolean[] = [];
let stop: () => void;

const press = (target: EventTarget, init: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent('keydown', {
    code: 'Backquote',
    bubbles: true,
    cancelable: true,
    composed: true,
    ...init,
  });
  target.dispatchEvent(event);
  return event;
};
const release = () => window.dispatchEvent(new KeyboardEvent('keyup', { code: 'Backquote' }));
const add = (html: string): Element => {
  document.body.innerHTML = html;
  return document.querySelector('[data-target]') ?? document.body;
};

beforeEach(() => {
  held = [];
  stop = watchTalkKey('Backquote', (isHeld) => held.push(isHeld));
});
afterEach(() => {
  stop();
  document.body.innerHTML = '';
});

describe('the key of push-to-talk', () => {
  it('talks from its press to its release, repeats included', () => {
    press(document.body);
    press(document.body, { repeat: true });
    release();
    expect(held).toEqual([true, false]);
  });

  it.each([
    ['an input', '<input data-target>'],
    ['a text area', '<textarea data-target></textarea>'],
    ['editable content', '<div contenteditable="true"><b data-target>글</b></div>'],
    ['a list of options', '<select data-target></select>'],
  ])('is text in %s', (_name, html) => {
    const event = press(add(html));
    expect(held).toEqual([]);
    expect(event.defaultPrevented).toBe(false);
  });

  it.each<[string, KeyboardEventInit]>([
    ['an IME composes', { isComposing: true }],
    ['an IME takes the first key', { keyCode: 229 }],
    ['it is part of a shortcut', { ctrlKey: true }],
    ['it is another key', { code: 'KeyA' }],
  ])('does nothing while %s', (_when, init) => {
    press(document.body, init);
    expect(held).toEqual([]);
  });

  it('works on a button without pressing it', () => {
    expect(press(add('<button data-target>x</button>')).defaultPrevented).toBe(true);
    expect(held).toEqual([true]);
  });

  it.each<[string, () => void]>([
    ['the window loses the focus', () => window.dispatchEvent(new Event('blur'))],
    ['the page is hidden', () => document.dispatchEvent(new Event('visibilitychange'))],
    [
      'a field takes the focus',
      () => add('<input data-target>').dispatchEvent(new FocusEvent('focusin', { bubbles: true })),
    ],
    ['push-to-talk is switched off', () => stop()],
  ])('is released when %s', (_when, happen) => {
    press(document.body);
    happen();
    expect(held).toEqual([true, false]);
  });
});
