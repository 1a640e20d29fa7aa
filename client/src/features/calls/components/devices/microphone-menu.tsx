import '../../i18n/words';
import type { ReactNode } from 'react';
import { DeviceMenu } from './device-menu';
import { canChooseSpeaker } from './use-device-list';

/** Microphones and speakers; the child is the button that opens it. */
export const MicrophoneMenu = ({ children }: { children: ReactNode }) => (
  <DeviceMenu kinds={canChooseSpeaker() ? ['microphone', 'speaker'] : ['microphone']}>{children}</DeviceMenu>
);
