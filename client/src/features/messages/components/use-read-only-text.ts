import type { Channel } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import { isTimedOut, isVerified, resolvePermissions } from '@maru/contracts/permission-rules';
import { can } from '@maru/contracts/permissions';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { permissionsIn, rulesOf } from '@/entities/server/model/permissions';
import { formatMoment } from '@/shared/i18n/format';
import { useHasPassed } from '@/shared/lib/use-has-passed';

const settledAt = ({ me }: ServerDetail): string =>
  new Date(new Date(me.joinedAt).getTime() + limits.settlingMs).toISOString();

/** The verification that a server asks of new members before they write. */
const verificationText = (t: TFunction, detail: ServerDetail): string => {
  const { server } = detail;
  if (server.raidModeSince !== null) return t('messages.raidMode');
  return server.verification === 'settled'
    ? t('messages.notSettled', {
        minutes: limits.settlingMs / 60_000,
        when: formatMoment(settledAt(detail)),
      })
    : t('messages.needsRole');
};

/** The reason why the viewer may not write in a channel; undefined when they may. Updates itself when a wait ends. */
export const useReadOnlyText = (detail: ServerDetail, channel: Channel): string | undefined => {
  const { t } = useTranslation();
  const { me } = detail;
  useHasPassed(me.timedOutUntil);
  useHasPassed(settledAt(detail));
  if (can(permissionsIn(detail, channel), 'sendMessages')) return undefined;
  if (me.timedOutUntil && isTimedOut(me))
    return t('messages.timedOut', { when: formatMoment(me.timedOutUntil) });

  const rules = rulesOf(detail);
  const onceVerified = { ...rules, verification: 'none' as const, isRaidModeOn: false };
  const couldWrite = can(resolvePermissions({ rules: onceVerified, member: me, channel }), 'sendMessages');
  if (couldWrite && !isVerified(rules, me)) return verificationText(t, detail);
  return t(channel.type === 'announcement' ? 'messages.announcementOnly' : 'messages.readOnly');
};
