import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changeVoiceSettings, parseVoiceSettings, useVoiceSettings } from './voice-settings';

const standard = parseVoiceSettings(null);

beforeEach(() => localStorage.clear());

describe('settings of voice and video', () => {
  it('start with the browser’s processing and nothing chosen', () => {
    expect(standard).toMatchObject({
      microphone: null,
      suppression: 'browser',
      inputMode: 'open',
      talkKey: 'Backquote',
      hidesAddress: false,
      sounds: { join: true, leave: true, mute: true, disconnect: true },
    });
  });

  it('survive a reload', () => {
    changeVoiceSettings({ suppression: 'strong', sensitivity: -42 });
    expect(parseVoiceSettings(localStorage.getItem('maru.voice-settings'))).toEqual(
      useVoiceSettings.getState(),
    );
  });

  it('lose an invalid part alone', () => {
    const stored = {
      suppression: 'loud',
      talkKey: 'KeyV',
      soundVolume: 900,
      sounds: { join: false, mute: 'x' },
    };
    expect(parseVoiceSettings(JSON.stringify(stored))).toEqual({
      ...standard,
      talkKey: 'KeyV',
      sounds: { ...standard.sounds, join: false },
    });
  });

  it('are always complete, whatever is stored', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(Object.keys(parseVoiceSettings(text)).sort()).toEqual(Object.keys(standard).sort());
      }),
    );
    expect(parseVoiceSettings(`"${'x'.repeat(9000)}"`)).toEqual(standard);
  });

  it('follow another tab', () => {
    const newValue = JSON.stringify({ ...standard, suppression: 'off' });
    window.dispatchEvent(new StorageEvent('storage', { key: 'maru.voice-settings', newValue }));
    expect(useVoiceSettings.getState().suppression).toBe('off');
  });
});
