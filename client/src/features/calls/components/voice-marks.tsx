import '../i18n/occupants-words';
import type { VoiceMember } from '@maru/contracts/socket/voice';
import { HeadphoneOff, MicOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMember } from '@/entities/person/api/members';
import { useOpenServer } from '@/entities/server/components/open-server';
import styles from './voice-marks.module.css';

type Marked = Pick<VoiceMember, 'marks' | 'allowed'> & { userId: string };

/** The icons of a member who can't be heard or doesn't hear; red ones are not their own doing. */
export const VoiceMarks = ({ member, size }: { member: Marked; size: number }) => {
  const { t } = useTranslation();
  const { userId, marks, allowed } = member;
  const isServerMuted = useMember(useOpenServer().server.serverId, userId).data?.isMuted;
  const shown = [
    !allowed.speak
      ? {
          icon: MicOff,
          label: t(isServerMuted ? 'occupants.serverMuted' : 'occupants.cantSpeak'),
          isForced: true,
        }
      : { icon: marks.isMuted ? MicOff : undefined, label: t('occupants.muted') },
    !allowed.hear
      ? { icon: HeadphoneOff, label: t('occupants.serverDeafened'), isForced: true }
      : { icon: marks.isDeafened ? HeadphoneOff : undefined, label: t('occupants.deafened') },
  ];
  return shown.map(({ icon: Icon, label, isForced }) =>
    Icon ? (
      <span key={label} className={isForced ? styles.forced : styles.mark} title={label}>
        <Icon size={size} strokeWidth={2} role="img" aria-label={label} />
      </span>
    ) : null,
  );
};

/** Tells that a member shares their screen. */
export const LiveBadge = () => {
  const { t } = useTranslation();
  return (
    <span className={styles.live} title={t('occupants.live')}>
      <span aria-hidden="true">{t('occupants.liveShort')}</span>
      <span className="visually-hidden">{t('occupants.live')}</span>
    </span>
  );
};
