import { describe, expect, it } from '@jest/globals';
import { findDevice, realDevices } from './device-choice';

const headset = { deviceId: 'a', groupId: 'g1', label: 'Headset' };
const webcam = { deviceId: 'b', groupId: 'g2', label: 'Webcam' };
const alias = { deviceId: 'default', groupId: 'g1', label: 'Default - Headset' };

describe('a remembered device', () => {
  it('is found by its id', () => {
    expect(findDevice([alias, headset, webcam], { ...webcam, label: 'renamed' })).toBe(webcam);
  });

  it('is found by label and group after the browser has given it another id', () => {
    const twin = { ...headset, deviceId: 'c', groupId: 'g3' };
    expect(findDevice([headset, twin], { ...twin, deviceId: 'old' })).toBe(twin);
    expect(findDevice([webcam, headset], { ...headset, deviceId: 'old', groupId: 'old' })).toBe(headset);
  });

  it('is missing while it is unplugged or its name is hidden', () => {
    expect(findDevice([alias, webcam], headset)).toBeUndefined();
    expect(
      findDevice([{ deviceId: '', groupId: '', label: '' }], { deviceId: '', groupId: '', label: '' }),
    ).toBeUndefined();
  });
});

it('aliases and hidden devices are no options', () => {
  expect(realDevices([alias, headset, { deviceId: '', groupId: '', label: '' }])).toEqual([headset]);
});
