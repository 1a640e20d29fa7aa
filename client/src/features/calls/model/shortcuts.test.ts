import { describe, expect, it } from '@jest/globals';
import { keysOf, shortcutOf } from './shortcuts';

const key = {
  code: 'KeyM',
  ctrlKey: true,
  metaKey: false,
  shiftKey: true,
  altKey: false,
  repeat: false,
  isComposing: false,
};

describe('shortcuts of a call', () => {
  it('are Ctrl+Shift+M and Ctrl+Shift+D, with the command key on a Mac', () => {
    expect(shortcutOf(key)).toBe('mute');
    expect(shortcutOf({ ...key, code: 'KeyD' })).toBe('deafen');
    expect(shortcutOf({ ...key, ctrlKey: false, metaKey: true })).toBe('mute');
    expect([keysOf('mute', false), keysOf('deafen', true)]).toEqual(['Ctrl+Shift+M', '⌘⇧D']);
  });

  it('do not fire without both modifiers, with Alt, or for other keys', () => {
    expect(shortcutOf({ ...key, shiftKey: false })).toBeUndefined();
    expect(shortcutOf({ ...key, ctrlKey: false })).toBeUndefined();
    expect(shortcutOf({ ...key, altKey: true })).toBeUndefined();
    expect(shortcutOf({ ...key, code: 'KeyN' })).toBeUndefined();
  });

  it('do not fire while a syllable is composed, nor again while the key is held', () => {
    expect(shortcutOf({ ...key, isComposing: true })).toBeUndefined();
    expect(shortcutOf({ ...key, repeat: true })).toBeUndefined();
  });
});
