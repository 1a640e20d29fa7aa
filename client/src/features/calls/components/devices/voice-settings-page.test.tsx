import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useCallService } from '@/entities/channel/model/call-service';
import { refreshDevices } from '../../model/devices/device-list';
import { parseVoiceSettings, changeVoiceSettings, useVoiceSettings } from '../../model/voice-settings';
import { aCamera, aMicrophone, FakeMediaDevices } from '@/testing/calls/fake-devices';
import { renderApp } from '@/testing/render';
import { VoiceSettingsPage } from './voice-settings-page';

const hidden = { deviceId: '', groupId: '', label: '' };
let devices: FakeMediaDevices;

const open = async (plugged: FakeMediaDevices['devices']) => {
  devices = new FakeMediaDevices(plugged);
  await refreshDevices();
  renderApp(<VoiceSettingsPage />);
};

beforeEach(() => changeVoiceSettings(parseVoiceSettings(null)));
afterEach(cleanup);

describe('the settings of voice and video', () => {
  it('open no device by themselves', async () => {
    await open([aMicrophone('헤드셋'), aCamera('웹캠')]);
    await screen.findByRole('option', { name: '헤드셋' });
    expect(devices.requests).toEqual([]);
  });

  it('offer to show the names that the browser hides, and free the devices at once', async () => {
    await open([
      { ...aMicrophone('헤드셋'), ...hidden },
      { ...aCamera('웹캠'), ...hidden },
    ]);
    const allow = await screen.findByRole('button', { name: '허용하고 장치 보기' });
    devices.devices = [aMicrophone('헤드셋'), aCamera('웹캠')];
    await userEvent.click(allow);
    await screen.findByRole('option', { name: '헤드셋' });
    expect(screen.queryByRole('button', { name: '허용하고 장치 보기' })).toBeNull();
    expect(devices.live()).toEqual([]);
  });

  it('remember a chosen device, also while it is unplugged', async () => {
    const headset = aMicrophone('헤드셋');
    await open([aMicrophone('내장 마이크'), headset]);
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: '마이크' }), '헤드셋');
    expect(useVoiceSettings.getState().microphone).toMatchObject({ deviceId: headset.deviceId });
    devices.plug([aMicrophone('내장 마이크')]);
    await screen.findByRole('option', { name: '헤드셋 (연결 안 됨)' });
  });

  it('help with each failure of the microphone and retry', async () => {
    await open([aMicrophone('헤드셋')]);
    devices.failures = ['NotAllowedError', 'NotReadableError'];
    await userEvent.click(screen.getByRole('button', { name: '마이크 테스트' }));
    expect((await screen.findByRole('alert')).textContent).toContain('마이크가 막혀 있어요');
    await userEvent.click(screen.getByRole('button', { name: '다시 시도' }));
    await screen.findByText('다른 앱이 마이크를 쓰고 있어요');
    await userEvent.click(screen.getByRole('button', { name: '다시 시도' }));
    await screen.findByRole('switch', { name: /내 소리 들어 보기/ });
    await userEvent.click(screen.getByRole('button', { name: '테스트 끝내기' }));
    await waitFor(() => expect(devices.live()).toEqual([]));
  });

  it('say whether hiding the address can work', async () => {
    await open([]);
    const refusal = () => screen.queryByRole('switch', { name: /내 주소 숨기기.*중계 서버가 없어요/ });
    expect(refusal()).toBeNull();
    act(() => useCallService.setState({ hasRelay: false }));
    expect(refusal()).toBeTruthy();
    act(() => useCallService.setState({ hasRelay: true }));
    expect(refusal()).toBeNull();
  });

  it('take the next key for push-to-talk; Escape keeps the old one', async () => {
    await open([]);
    await userEvent.click(screen.getByRole('radio', { name: '눌러서 말하기' }));
    await userEvent.click(screen.getByRole('button', { name: '키 바꾸기' }));
    await userEvent.keyboard('[Escape]');
    expect(useVoiceSettings.getState().talkKey).toBe('Backquote');
    await userEvent.click(screen.getByRole('button', { name: '키 바꾸기' }));
    await userEvent.keyboard('[KeyV]');
    expect(useVoiceSettings.getState().talkKey).toBe('KeyV');
  });
});
