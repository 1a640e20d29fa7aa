import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@testing-library/dom';
import { aCamera, aMicrophone, FakeMediaDevices } from '@/testing/calls/fake-devices';
import { createLocalMedia } from './create-local-media';
import { onDeviceNews, type DeviceNews } from './devices/device-news';
import { refreshDevices } from './devices/device-list';
import type { LocalMedia, SourceState } from './local-media';
import { changeVoiceSettings, parseVoiceSettings } from './voice-settings';

const builtIn = aMicrophone('내장 마이크');
const headset = aMicrophone('헤드셋');
const webcam = aCamera('웹캠');

let devices: FakeMediaDevices;
let media: LocalMedia;
let news: DeviceNews[];
let stopNews: () => void;

const trackOf = (state: SourceState): MediaStreamTrack => {
  if (state.status !== 'on') throw new Error(`it is ${state.status}`);
  return state.track;
};
const microphone = () => media.snapshot().microphone;
const label = () => trackOf(microphone()).label;

beforeEach(async () => {
  changeVoiceSettings(parseVoiceSettings(null));
  devices = new FakeMediaDevices([builtIn, headset, webcam]);
  await refreshDevices();
  media = createLocalMedia();
  news = [];
  stopNews = onDeviceNews((one) => news.push(one));
});
afterEach(() => {
  stopNews();
  media.close();
});

describe('own devices in a call', () => {
  it('open the default, or the chosen one', async () => {
    await media.openMicrophone();
    expect(label()).toBe(builtIn.label);
    changeVoiceSettings({ microphone: headset });
    await waitFor(() => expect(label()).toBe(headset.label));
    expect(news).toEqual([]);
  });

  it('free everything at the end', async () => {
    await media.openMicrophone();
    await media.openCamera();
    await media.openScreen('auto');
    expect(devices.live().length).toBeGreaterThan(3);
    media.close();
    expect(devices.live()).toEqual([]);
  });

  it('free a device that opens after its closing', async () => {
    const opening = media.openCamera();
    media.closeCamera();
    await opening;
    expect(media.snapshot().camera.status).toBe('off');
    expect(devices.live()).toEqual([]);
  });

  it('open once for two clicks', async () => {
    await Promise.all([media.openCamera(), media.openCamera()]);
    expect(devices.live()).toHaveLength(1);
  });

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['TypeError', 'unknown'],
  ])('that fail with %s are %s, and open on retry', async (error, failure) => {
    devices.failures = [error];
    await media.openMicrophone();
    expect(microphone()).toEqual({ status: 'failed', failure });
    await media.openMicrophone();
    expect(microphone().status).toBe('on');
  });

  it.each(['NotFoundError', 'NotReadableError', 'TypeError'])(
    'that the browser blocks are denied, even if it says %s',
    async (error) => {
      const query = async ({ name }: { name: string }) => ({
        state: name === 'microphone' ? 'denied' : 'prompt',
      });
      Object.defineProperty(navigator, 'permissions', { configurable: true, value: { query } });
      devices.failures = [error, error];
      await media.openMicrophone();
      await media.openCamera();
      Reflect.deleteProperty(navigator, 'permissions');
      expect(microphone()).toEqual({ status: 'failed', failure: 'denied' });
      expect(media.snapshot().camera).not.toMatchObject({ failure: 'denied' });
    },
  );

  it('are denied to a page that may use none', async () => {
    Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: undefined });
    await media.openMicrophone();
    expect(microphone()).toEqual({ status: 'failed', failure: 'denied' });
  });

  it('are tried again if one is plugged in while opening fails', async () => {
    devices.devices = [webcam];
    await refreshDevices();
    devices.failures = ['NotFoundError'];
    const opening = media.openMicrophone();
    devices.devices = [builtIn, webcam];
    await Promise.all([refreshDevices(), opening]);
    await waitFor(() => expect(label()).toBe(builtIn.label));
  });

  it('are free when the call is left while the microphone opens', async () => {
    const opening = Promise.all([media.openMicrophone(), media.openCamera(), media.openScreen('auto')]);
    media.close();
    await opening;
    expect(devices.live()).toEqual([]);
  });

  it('free the microphone for a while, and open it again', async () => {
    await media.openMicrophone();
    media.closeMicrophone();
    expect(microphone().status).toBe('off');
    expect(devices.live()).toEqual([]);
    await media.openMicrophone();
    expect(microphone().status).toBe('on');
  });

  it('fall back to the default if the chosen one doesn’t open', async () => {
    changeVoiceSettings({ microphone: { ...headset, deviceId: 'gone', label: 'gone' } });
    await media.openMicrophone();
    expect(label()).toBe(builtIn.label);
  });
});

describe('a chosen microphone', () => {
  beforeEach(async () => {
    changeVoiceSettings({ microphone: headset });
    await media.openMicrophone();
    media.setMuted(true);
  });

  it('that is unplugged gives way to the default, and comes back when replugged; mute stays', async () => {
    devices.plug([builtIn, webcam]);
    await waitFor(() => expect(label()).toBe(builtIn.label));
    expect(trackOf(microphone()).enabled).toBe(false);
    devices.plug([builtIn, headset, webcam]);
    await waitFor(() => expect(label()).toBe(headset.label));
    expect(trackOf(microphone()).enabled).toBe(false);
    expect(news.map(({ kind, change, label }) => [kind, change, label])).toEqual([
      ['microphone', 'lost', builtIn.label],
      ['microphone', 'back', headset.label],
    ]);
    expect(devices.live()).toHaveLength(2);
  });

  it('opens by itself once any microphone is plugged in', async () => {
    devices.plug([webcam]);
    await waitFor(() => expect(microphone()).toEqual({ status: 'failed', failure: 'missing' }));
    devices.plug([builtIn, webcam]);
    await waitFor(() => expect(label()).toBe(builtIn.label));
  });
});

describe('mute', () => {
  it('silences the sent track at once and keeps the device', async () => {
    await media.openMicrophone();
    media.setMuted(true);
    expect(trackOf(microphone())).toMatchObject({ enabled: false, readyState: 'live' });
    media.setMuted(false);
    expect(trackOf(microphone()).enabled).toBe(true);
  });

  it('survives other settings', async () => {
    await media.openMicrophone();
    media.setMuted(true);
    changeVoiceSettings({ echoCancellation: false });
    await waitFor(() => expect(devices.requests.at(-1)?.audio).toMatchObject({ echoCancellation: false }));
    await waitFor(() => expect(devices.live()).toHaveLength(2));
    expect(trackOf(microphone()).enabled).toBe(false);
  });

  it('goes before a held key of push-to-talk', async () => {
    await media.openMicrophone();
    changeVoiceSettings({ inputMode: 'push-to-talk' });
    expect(trackOf(microphone()).enabled).toBe(false);
    window.dispatchEvent(new KeyboardEvent('keydown', { code: 'Backquote' }));
    expect(trackOf(microphone()).enabled).toBe(true);
    media.setMuted(true);
    expect(trackOf(microphone()).enabled).toBe(false);
  });
});

describe('being audible', () => {
  afterEach(() => changeVoiceSettings({ inputMode: 'voice' }));

  it('follows the key of push-to-talk, also if it was chosen before the call', async () => {
    changeVoiceSettings({ inputMode: 'push-to-talk' });
    media.close();
    media = createLocalMedia();
    expect(media.snapshot().isAudible).toBe(false);
    await media.openMicrophone();
    const seen: boolean[] = [];
    media.subscribe(() => seen.push(media.snapshot().isAudible));
    window.dispatchEvent(new KeyboardEvent('keydown', { code: 'Backquote' }));
    expect(media.snapshot().isAudible).toBe(true);
    window.dispatchEvent(new KeyboardEvent('keyup', { code: 'Backquote' }));
    await waitFor(() => expect(seen.at(-1)).toBe(false));
  });

  it('ends with muting', () => {
    expect(media.snapshot().isAudible).toBe(true);
    media.setMuted(true);
    expect(media.snapshot().isAudible).toBe(false);
  });
});

describe('a screen share', () => {
  it('is off again after the browser’s own button, and starts again', async () => {
    await media.openScreen('text');
    const track = trackOf(media.snapshot().screen);
    expect(track.contentHint).toBe('text');
    track.dispatchEvent(new Event('ended'));
    expect(media.snapshot()).toMatchObject({ screen: { status: 'off' }, screenAudio: { status: 'off' } });
    await media.openScreen('motion');
    expect(media.snapshot()).toMatchObject({ screen: { status: 'on' }, screenAudio: { status: 'on' } });
  });

  it('is no failure if the person cancels the picker', async () => {
    devices.failures = ['NotAllowedError'];
    await media.openScreen('auto');
    expect(media.snapshot().screen).toEqual({ status: 'off' });
  });

  it('goes on if the person cancels picking another screen', async () => {
    await media.openScreen('auto');
    const track = trackOf(media.snapshot().screen);
    devices.failures = ['NotAllowedError'];
    await media.openScreen('auto');
    expect(trackOf(media.snapshot().screen)).toBe(track);
  });

  it('says so if the screen can’t be captured', async () => {
    devices.failures = ['NotReadableError'];
    await media.openScreen('auto');
    expect(media.snapshot().screen).toEqual({ status: 'failed', failure: 'busy' });
  });
});
