export type Shortcut = 'mute' | 'deafen';

const keys: Record<string, Shortcut> = { KeyM: 'mute', KeyD: 'deafen' };

interface Key {
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  repeat: boolean;
  isComposing: boolean;
}

/** The shortcut that a key press means. By `code`: a Korean layout reports another `key` for the same key. */
export const shortcutOf = (key: Key): Shortcut | undefined => {
  const hasModifiers = (key.ctrlKey || key.metaKey) && key.shiftKey && !key.altKey;
  return hasModifiers && !key.repeat && !key.isComposing ? keys[key.code] : undefined;
};

const letters: Record<Shortcut, string> = { mute: 'M', deafen: 'D' };

export const keysOf = (shortcut: Shortcut, isMac: boolean): string =>
  isMac ? `⌘⇧${letters[shortcut]}` : `Ctrl+Shift+${letters[shortcut]}`;
