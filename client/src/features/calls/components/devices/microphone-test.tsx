import { Mic, MicOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { SwitchRow } from '@/shared/ui/switch';
import { setSpeaker, watchSpeaker } from '../../model/speaker';
import { DeviceHelp } from './device-help';
import styles from './devices.module.css';
import { LevelMeter } from './level-meter';
import { useMicrophone } from './use-source';

/** A test that the person starts: the level of the microphone, and on request its sound. */
export const MicrophoneTest = () => {
  const { t } = useTranslation();
  const [isOn, setIsOn] = useState(false);
  return (
    <div className={styles.stack}>
      <div className={styles.line}>
        <Button variant="secondary" onClick={() => setIsOn(!isOn)}>
          {isOn ? (
            <MicOff size={18} strokeWidth={1.75} aria-hidden="true" />
          ) : (
            <Mic size={18} strokeWidth={1.75} aria-hidden="true" />
          )}
          {t(isOn ? 'calls.devices.stopTest' : 'calls.devices.startTest')}
        </Button>
        {isOn ? null : <LevelMeter onLevel={undefined} />}
      </div>
      {isOn ? <RunningTest /> : null}
    </div>
  );
};

const RunningTest = () => {
  const { t } = useTranslation();
  const microphone = useMicrophone();
  const [isHeard, setIsHeard] = useState(false);
  const state = microphone?.state();
  const track = state?.status === 'on' ? state.track : undefined;
  useEcho(isHeard ? track : undefined);
  if (microphone && state?.status === 'failed')
    return <DeviceHelp device="microphone" failure={state.failure} onRetry={() => void microphone.open()} />;
  return (
    <>
      <LevelMeter onLevel={microphone?.onLevel} />
      {microphone?.suppression() === 'bypassed' ? (
        <p className={styles.notice}>{t('calls.devices.bypassed')}</p>
      ) : null}
      <SwitchRow
        label={t('calls.devices.hearMyself')}
        text={t('calls.devices.hearMyselfText')}
        isOn={isHeard}
        onChange={setIsHeard}
      />
    </>
  );
};

/** Plays a track on the chosen speakers. */
const useEcho = (track: MediaStreamTrack | undefined) => {
  useEffect(() => {
    if (!track) return undefined;
    const audio = new Audio();
    audio.srcObject = new MediaStream([track]);
    const stop = watchSpeaker((sinkId) => setSpeaker(audio, sinkId));
    void audio.play().catch(() => undefined);
    return () => {
      stop();
      audio.pause();
      audio.srcObject = null;
    };
  }, [track]);
};
