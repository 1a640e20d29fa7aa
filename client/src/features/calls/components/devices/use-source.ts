import { useEffect, useReducer } from 'react';
import { watchDevices } from '../../model/devices/device-list';
import { createDeviceSource, type DeviceSource } from '../../model/devices/device-source';
import { createMicrophone, type Microphone } from '../../model/devices/microphone';
import { useVoiceSettings } from '../../model/voice-settings';

interface Source {
  open(): Promise<void>;
  close(): void;
}

/** Opens a device of the person while the component is shown; undefined until then. `create` must keep its identity. */
const useSource = <T extends Source>(create: (onChange: () => void) => T): T | undefined => {
  const [state, tell] = useReducer((_before: { source?: T }, source: T) => ({ source }), {});
  useEffect(() => {
    const stop = watchDevices();
    // Some sources report a change while they are created.
    const created: { source?: T } = {};
    const opened = create(() => (created.source ? tell(created.source) : undefined));
    created.source = opened;
    void opened.open();
    return () => {
      stop();
      opened.close();
    };
  }, [create]);
  return state.source;
};

export const useMicrophone = (): Microphone | undefined => useSource(createMicrophone);

const createCamera = (onChange: () => void): DeviceSource => {
  const source = createDeviceSource({ kind: 'camera', onChange });
  const stop = useVoiceSettings.subscribe((now, before) => {
    if (now.camera !== before.camera) void source.renew();
  });
  return {
    ...source,
    close: () => {
      stop();
      source.close();
    },
  };
};

export const useCamera = (): DeviceSource | undefined => useSource(createCamera);
