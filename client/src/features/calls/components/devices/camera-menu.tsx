import '../../i18n/words';
import type { ReactNode } from 'react';
import { DeviceMenu } from './device-menu';

/** Cameras; the child is the button that opens it. */
export const CameraMenu = ({ children }: { children: ReactNode }) => (
  <DeviceMenu kinds={['camera']}>{children}</DeviceMenu>
);
