import {
  AudioLines,
  MicOff,
  MonitorOff,
  ShieldAlert,
  TriangleAlert,
  VideoOff,
  Volume2,
  X,
  type LucideIcon,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePerson } from '@/entities/person/api/use-person';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import { Spinner } from '@/shared/ui/spinner';
import type { SourceState } from '../../model/local-media';
import { changeVoiceSettings } from '../../model/voice-settings';
import { useOpenCall } from '../call-context';
import styles from './notices.module.css';

interface NoticeProps {
  icon?: LucideIcon;
  text: string;
  action?: { label: string; onSelect: () => void };
  /** Of a notice that may stay as long as the call. */
  onClose?: () => void;
}

const Notice = ({ icon: Icon, text, action, onClose }: NoticeProps) => (
  <div className={styles.notice}>
    {Icon ? <Icon size={18} strokeWidth={1.75} aria-hidden="true" /> : <Spinner />}
    <span className={styles.text}>{text}</span>
    {action ? (
      <span className={styles.action}>
        <Button variant="secondary" onClick={action.onSelect}>
          {action.label}
        </Button>
      </span>
    ) : null}
    {onClose ? <CloseButton onClose={onClose} /> : null}
  </div>
);

const CloseButton = ({ onClose }: { onClose: () => void }) => (
  <IconButton icon={X} label={useTranslation().t('common.close')} onClick={onClose} />
);

/** Says what stands in the way of the call, and offers the next step. */
export const Notices = () => {
  const { t } = useTranslation();
  const { call, snapshot } = useOpenCall();
  const { status, isSoundBlocked, trouble, local, lacksRelay } = snapshot;
  return (
    <div className={styles.notices} role="status">
      {lacksRelay ? <NoRelay /> : null}
      {status === 'reconnecting' && !lacksRelay ? <Notice text={t('calls.notice.reconnecting')} /> : null}
      {isSoundBlocked ? (
        <Notice
          icon={Volume2}
          text={t('calls.notice.soundBlocked')}
          action={{ label: t('calls.notice.playSound'), onSelect: () => call.playSound() }}
        />
      ) : null}
      {trouble?.side === 'own' && status === 'connected' ? (
        <Notice icon={TriangleAlert} text={t('calls.notice.ownTrouble')} />
      ) : null}
      {trouble?.side === 'other' && status === 'connected' ? <OtherTrouble userId={trouble.userId} /> : null}
      {local.suppression === 'bypassed' ? <Bypassed /> : null}
      <DeviceNotice
        device="microphone"
        icon={MicOff}
        source={local.microphone}
        onRetry={() => void call.retryMicrophone()}
      />
      <DeviceNotice
        device="camera"
        icon={VideoOff}
        source={local.camera}
        onRetry={() => void call.setCamera(true)}
      />
      <DeviceNotice device="screen" icon={MonitorOff} source={local.screen} />
    </div>
  );
};

/** No member can be reached before the person shows their address. */
const NoRelay = () => {
  const { t } = useTranslation();
  return (
    <Notice
      icon={ShieldAlert}
      text={t('calls.notice.noRelay')}
      action={{
        label: t('calls.notice.showAddress'),
        onSelect: () => changeVoiceSettings({ hidesAddress: false }),
      }}
    />
  );
};

const OtherTrouble = ({ userId }: { userId: string }) => {
  const { t } = useTranslation();
  const { name, isPending } = usePerson(userId);
  return isPending ? null : <Notice icon={TriangleAlert} text={t('calls.notice.otherTrouble', { name })} />;
};

const Bypassed = () => {
  const { t } = useTranslation();
  const [isClosed, setIsClosed] = useState(false);
  return isClosed ? null : (
    <Notice icon={AudioLines} text={t('calls.devices.bypassed')} onClose={() => setIsClosed(true)} />
  );
};

interface DeviceNoticeProps {
  device: 'microphone' | 'camera' | 'screen';
  icon: LucideIcon;
  source: SourceState;
  onRetry?: () => void;
}

const DeviceNotice = ({ device, icon, source, onRetry }: DeviceNoticeProps) => {
  const { t } = useTranslation();
  const [closed, setClosed] = useState<SourceState>();
  // The next failure is another one.
  if (source.status !== 'failed' || source === closed) return null;
  return (
    <Notice
      icon={icon}
      text={t(`calls.device.${device}.${source.failure}`)}
      action={onRetry ? { label: t('common.retry'), onSelect: onRetry } : undefined}
      onClose={() => setClosed(source)}
    />
  );
};
