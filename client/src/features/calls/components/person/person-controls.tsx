import '../../i18n/occupants-words';
import type { VideoQuality } from '@maru/contracts/socket/voice-signal';
import { useTranslation } from 'react-i18next';
import { Segmented } from '@/shared/ui/segmented';
import { Slider } from '@/shared/ui/slider';
import { SwitchRow } from '@/shared/ui/switch';
import type { Remote } from '../../model/call';
import { useOpenCall } from '../call-context';
import { ConnectionDetails } from './connection-details';
import styles from './person-controls.module.css';

/** The viewer's control over what they get from, and send to, one other person. */
export const PersonControls = ({ remote }: { remote: Remote }) => {
  const { t } = useTranslation();
  const { call } = useOpenCall();
  const { member, controls } = remote;
  const { userId, marks } = member;
  const change = (next: Parameters<typeof call.control>[1]) => call.control(userId, next);
  const percent = (value: number) => t('calls.person.percent', { value });
  return (
    <div className={styles.controls}>
      <Slider
        label={t('calls.person.volume')}
        value={controls.volume}
        max={200}
        step={5}
        mark={100}
        valueText={percent(controls.volume)}
        isDisabled={controls.isMutedForMe}
        onChange={(volume) => change({ volume })}
      />
      <SwitchRow
        label={t('occupants.muteForMe')}
        isOn={controls.isMutedForMe}
        onChange={(isMutedForMe) => change({ isMutedForMe })}
      />
      {marks.hasScreen ? <ScreenControls remote={remote} /> : null}
      <SwitchRow
        label={t('calls.person.hideVideo')}
        isOn={controls.camera === 'off'}
        onChange={(isOff) => change({ camera: isOff ? 'off' : 'auto' })}
      />
      {controls.camera === 'off' ? null : (
        <Quality
          label={t('calls.person.quality')}
          value={controls.camera}
          onChange={(camera) => change({ camera })}
        />
      )}
      <SwitchRow
        label={t('calls.person.stopSending')}
        text={t('calls.person.stopSendingText')}
        isOn={!controls.sends}
        onChange={(isStopped) => change({ sends: !isStopped })}
      />
      <ConnectionDetails userId={userId} />
    </div>
  );
};

/** The same for the screen that the person shares. */
const ScreenControls = ({ remote }: { remote: Remote }) => {
  const { t } = useTranslation();
  const { call } = useOpenCall();
  const { member, controls } = remote;
  const change = (next: Parameters<typeof call.control>[1]) => call.control(member.userId, next);
  return (
    <>
      <Slider
        label={t('calls.person.screenVolume')}
        value={controls.screenVolume}
        max={200}
        step={5}
        mark={100}
        valueText={t('calls.person.percent', { value: controls.screenVolume })}
        isDisabled={controls.isScreenMutedForMe}
        onChange={(screenVolume) => change({ screenVolume })}
      />
      <SwitchRow
        label={t('calls.person.muteScreenForMe')}
        isOn={controls.isScreenMutedForMe}
        onChange={(isScreenMutedForMe) => change({ isScreenMutedForMe })}
      />
      {controls.screen === 'off' ? null : (
        <Quality
          label={t('calls.person.screenQuality')}
          value={controls.screen}
          onChange={(screen) => change({ screen })}
        />
      )}
    </>
  );
};

type ShownQuality = Exclude<VideoQuality, 'off'>;

interface QualityProps {
  label: string;
  value: ShownQuality;
  onChange: (quality: ShownQuality) => void;
}

const Quality = ({ label, value, onChange }: QualityProps) => {
  const { t } = useTranslation();
  return (
    <Segmented
      label={label}
      value={value}
      options={(['auto', 'low', 'high'] as const).map((each) => ({
        value: each,
        label: t(`calls.person.${each}`),
      }))}
      onChange={onChange}
    />
  );
};
