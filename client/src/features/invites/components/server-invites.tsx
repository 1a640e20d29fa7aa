import type { ListedInvite } from '@maru/contracts/http/chat/invites';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import type { ServerId } from '@maru/contracts/primitives';
import { Copy, Link2, Share2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { PersonName } from '@/entities/person/components/person-name';
import { paths } from '@/shared/config/paths';
import { formatRelative } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { IconButton } from '@/shared/ui/icon-button';
import { NoRecords } from '@/shared/ui/records';
import records from '@/shared/ui/records.module.css';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { useInvites, usePauseInvites, useRevokeInvite } from '../api/invites';
import { InviteButton } from './invite-button';
import { LetterboxDrawing } from './invite-drawings';
import { useHandOut } from './use-hand-out';

/** The server's valid invite links, with their uses, and the switch that pauses all of them. */
export const ServerInvites = ({ detail }: { detail: ServerDetail }) => {
  const { t } = useTranslation();
  const { data, error, refetch } = useInvites(detail.server.serverId);
  if (error && !data) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!data) return <SectionSkeleton />;
  return (
    <>
      <PauseSwitch serverId={detail.server.serverId} arePaused={data.arePaused} />
      {data.invites.length === 0 ? (
        <NoRecords
          drawing={<LetterboxDrawing />}
          title={t('invites.none')}
          text={t('invites.noneText')}
          action={<InviteButton detail={detail} method="link" />}
        />
      ) : (
        <>
          <ul className={records.list}>
            {data.invites.map((each) => (
              <InviteRow key={each.inviteId} invite={each} detail={detail} />
            ))}
          </ul>
          <div>
            <InviteButton detail={detail} method="link" />
          </div>
        </>
      )}
    </>
  );
};

const PauseSwitch = ({ serverId, arePaused }: { serverId: ServerId; arePaused: boolean }) => {
  const { t } = useTranslation();
  const pause = usePauseInvites(serverId);
  const toggle = () => pause.mutate(!arePaused);
  return (
    <div className={records.notice}>
      <p role="status">{t(arePaused ? 'invites.arePaused' : 'invites.areOpen')}</p>
      <Button variant={arePaused ? 'primary' : 'secondary'} isBusy={pause.isPending} onClick={toggle}>
        {t(arePaused ? 'invites.resume' : 'invites.pause')}
      </Button>
    </div>
  );
};

interface InviteRowProps {
  invite: ListedInvite;
  detail: ServerDetail;
}

const InviteRow = ({ invite, detail }: InviteRowProps) => {
  const { t } = useTranslation();
  const revoke = useRevokeInvite(invite.serverId);
  const { code, uses, maxUses, expiresAt } = invite;
  return (
    <li className={records.record}>
      <span className={records.mark}>
        <Link2 size={18} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <div className={records.words}>
        {code ? <b title={code}>…{code.slice(-8)}</b> : <b>{t('invites.codeHidden')}</b>}
        <span className={records.meta}>
          <span>
            <PersonName userId={invite.creatorId} />
          </span>
          <span>
            {maxUses === null ? t('invites.used', { uses }) : t('invites.usedOf', { uses, max: maxUses })}
          </span>
          <span>
            {expiresAt ? t('invites.until', { when: formatRelative(expiresAt) }) : t('invites.never')}
          </span>
          <InviteTags invite={invite} detail={detail} />
        </span>
      </div>
      <div className={records.actions}>
        {code ? <HandOut code={code} serverName={detail.server.name} /> : null}
        <Button
          variant="secondary"
          isBusy={revoke.isPending}
          onClick={() =>
            revoke.mutate(invite.inviteId, {
              onSuccess: () => toast.success(t('invites.revoked')),
            })
          }
        >
          {t('invites.revoke')}
        </Button>
      </div>
    </li>
  );
};

const HandOut = ({ code, serverName }: { code: string; serverName: string }) => {
  const { t } = useTranslation();
  const { copy, share } = useHandOut(serverName);
  const link = location.origin + paths.invite.to(code);
  return share ? (
    <IconButton icon={Share2} label={t('invites.share')} onClick={() => share(link)} />
  ) : (
    <IconButton icon={Copy} label={t('invites.copyLink')} onClick={() => copy(link)} />
  );
};

/** The link's grants: a channel to open, a role, a temporary membership. */
const InviteTags = ({ invite, detail }: Pick<InviteRowProps, 'invite' | 'detail'>) => {
  const { t } = useTranslation();
  const channel = detail.channels.find(({ channelId }) => channelId === invite.channelId);
  const role = detail.roles.find(({ roleId }) => roleId === invite.roleId);
  return (
    <>
      {channel ? <span className={records.tag}># {channel.name}</span> : null}
      {role ? (
        <span className={records.tag} data-tone="accent">
          {role.name}
        </span>
      ) : null}
      {invite.isTemporary ? (
        <span className={records.tag} data-tone="warning">
          {t('invites.temporaryTag')}
        </span>
      ) : null}
    </>
  );
};
