import { EyeOff, Loader, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useProfile } from '@/entities/person/api/profiles';
import { usePerson } from '@/entities/person/api/use-person';
import { PersonAvatar } from '@/entities/person/components/person-avatar';
import { PersonBadge } from '@/entities/person/components/person-badge';
import type { PairStatus, Remote } from '../../model/call';
import type { Tile } from '../../model/tiles';
import { useOpenCall } from '../call-context';
import { PersonMenuButton } from '../person/person-menu-button';
import { useIsSpeaking } from '../use-speakers';
import { VoiceMarks } from '../voice-marks';
import styles from './person-tile.module.css';
import { TileFrame, type KnownTile, type TilePlace } from './tile-frame';
import { TrackVideo } from './track-video';

/** One person of the call. */
export const PersonTile = ({ tile, ...place }: TilePlace & { tile: Tile }) =>
  tile.remote ? (
    <RemoteTile id={tile.id} remote={tile.remote} {...place} />
  ) : (
    <OwnTile id={tile.id} userId={tile.userId} {...place} />
  );

const useBackground = (userId: string): string => {
  const { data } = useProfile(userId);
  return `color-mix(in oklab, var(--profile-${data?.accent ?? 'stone'}) 34%, var(--page))`;
};

const avatarSize = ({ width, height }: { width: number; height: number }): number =>
  Math.round(Math.max(28, Math.min(136, width * 0.4, height * 0.46)));

const RemoteTile = ({ remote, ...place }: KnownTile & { remote: Remote }) => {
  const { member, tracks, controls, status } = remote;
  const { userId, marks, allowed } = member;
  const person = usePerson(userId);
  const name = person.isPending ? undefined : person.name;
  const background = useBackground(userId);
  const hasVideo = marks.hasCamera && allowed.video && controls.camera !== 'off';
  return (
    <TileFrame
      {...place}
      name={name}
      background={background}
      speaker={userId}
      marks={<RemoteMarks remote={remote} />}
      badge={<PersonBadge userId={userId} />}
      actions={<PersonMenuButton userId={userId} name={name} />}
    >
      <Avatar userId={userId} place={place} />
      {hasVideo && tracks.camera ? <TrackVideo track={tracks.camera} isWhole={place.isFocused} /> : null}
      {status === 'connected' ? null : <PairState status={status} />}
    </TileFrame>
  );
};

const PairState = ({ status }: { status: Exclude<PairStatus, 'connected'> }) => {
  const { t } = useTranslation();
  return (
    <span className={styles.state}>
      <Loader className={styles.turning} size={14} strokeWidth={2} aria-hidden="true" />
      <span className={styles.stateWords}>{t(`calls.marks.${status}`)}</span>
    </span>
  );
};

const RemoteMarks = ({ remote }: { remote: Remote }) => {
  const { t } = useTranslation();
  const { member, controls } = remote;
  return (
    <>
      {controls.isMutedForMe ? (
        <VolumeX size={15} strokeWidth={2} role="img" aria-label={t('calls.marks.mutedForMe')} />
      ) : null}
      <VoiceMarks member={member} size={15} />
      {member.marks.hasCamera && controls.camera === 'off' ? (
        <EyeOff size={15} strokeWidth={2} role="img" aria-label={t('calls.marks.hidden')} />
      ) : null}
    </>
  );
};

const OwnTile = ({ userId, ...place }: KnownTile & { userId: string }) => {
  const { t } = useTranslation();
  const { snapshot } = useOpenCall();
  const { marks, allowed, local } = snapshot;
  const { name, isPending } = usePerson(userId);
  const background = useBackground(userId);
  return (
    <TileFrame
      {...place}
      name={isPending ? undefined : t('calls.room.youWithName', { name })}
      background={background}
      speaker={userId}
      marks={<VoiceMarks member={{ userId, marks, allowed }} size={15} />}
      badge={<PersonBadge userId={userId} />}
    >
      <Avatar userId={userId} place={place} />
      {local.camera.status === 'on' ? (
        <TrackVideo track={local.camera.track} isMirrored isWhole={place.isFocused} />
      ) : null}
    </TileFrame>
  );
};

const Avatar = ({ userId, place }: { userId: string; place: TilePlace }) => (
  <span className={styles.avatar} data-speaking={useIsSpeaking(userId) || undefined}>
    <PersonAvatar userId={userId} size={avatarSize(place.rect)} />
  </span>
);
