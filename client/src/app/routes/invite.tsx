import type { InvitePreview, InviteStatus } from '@maru/contracts/http/chat/invites';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { toast } from 'sonner';
import { AuthLayout } from '@/features/auth/components/auth-layout';
import { FormError } from '@/shared/ui/form-error';
import { useAcceptInvite, useInvitePreview } from '@/features/invites/api/invites';
import { useServers, writeServer } from '@/features/servers/api/servers';
import { codeOf } from '@/shared/api/api-error';
import { useMe, useSession } from '@/shared/api/session-store';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { Avatar } from '@/shared/ui/avatar';
import { Button, buttonClass } from '@/shared/ui/button';
import { Skeleton } from '@/shared/ui/skeleton';
import { ErrorView, HouseDrawing, StateView } from '@/shared/ui/state-view';
import styles from './invite.module.css';

/** What an invite link opens: the server, and the way in, also for who has no account yet. */
export const Component = () => {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  const { data, error, refetch } = useInvitePreview(code);
  useDocumentTitle(data?.server.name ?? t('invites.invited'));

  if (['INVITE_INVALID', 'VALIDATION_FAILED'].includes(codeOf(error))) {
    return (
      <AuthLayout title="">
        <StateView
          drawing={<HouseDrawing />}
          title={t('invites.invalid')}
          text={t('invites.invalidText')}
          action={
            <Link to={paths.landing.to()} className={buttonClass({})}>
              {t('invites.home')}
            </Link>
          }
        />
      </AuthLayout>
    );
  }
  if (error) return <ErrorView error={error} onRetry={() => void refetch()} />;
  return (
    <AuthLayout title={t('invites.invited')}>
      {data ? <Invitation preview={data} /> : <InvitationSkeleton />}
    </AuthLayout>
  );
};

const Invitation = ({ preview }: { preview: InvitePreview }) => {
  const { t } = useTranslation();
  const { status } = useSession();
  const { server } = preview;
  return (
    <div className={styles.invitation}>
      <Avatar id={server.serverId} name={server.name} url={server.iconUrl} size={88} isSquare />
      <h2 className={styles.name} dir="auto">
        {server.name}
      </h2>
      <p className={styles.members}>{t('invites.members', { count: server.memberCount })}</p>
      {status === 'signed-out' ? <StrangersWay preview={preview} /> : null}
      {status === 'signed-in' ? <UsersWay preview={preview} /> : null}
      {status === 'unknown' ? <Skeleton width="100%" height={48} /> : null}
    </div>
  );
};

/** Through an account, and back here. */
const StrangersWay = ({ preview: { code, status } }: { preview: InvitePreview }) => {
  const { t } = useTranslation();
  if (status !== 'open') return <Closed status={status} />;
  const here = paths.invite.to(code);
  return (
    <div className={styles.ways}>
      <Link to={paths.signUp.to(here)} className={buttonClass({ size: 'l', isWide: true })}>
        {t('invites.signUpToJoin')}
      </Link>
      <Link to={paths.signIn.to(here)} className={buttonClass({ variant: 'ghost', isWide: true })}>
        {t('invites.signInToJoin')}
      </Link>
    </div>
  );
};

const UsersWay = ({ preview: { code, status, server } }: { preview: InvitePreview }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const { data: servers = [] } = useServers();
  const accept = useAcceptInvite();

  const join = () =>
    accept.mutate(code, {
      onSuccess: ({ server: joined, channelId }) => {
        writeServer(joined);
        toast.success(t('invites.joined', { name: joined.name }));
        const { serverId } = joined;
        const to = channelId ? paths.channel.to(serverId, channelId) : paths.server.to(serverId);
        void navigate(to, { replace: true });
      },
    });

  if (servers.some((each) => each.serverId === server.serverId)) {
    return (
      <div className={styles.ways}>
        <p>{t('invites.alreadyIn')}</p>
        <Link to={paths.server.to(server.serverId)} className={buttonClass({ size: 'l', isWide: true })}>
          {t('invites.open')}
        </Link>
      </div>
    );
  }
  if (status !== 'open') return <Closed status={status} />;
  return (
    <div className={styles.ways}>
      <FormError error={accept.error} />
      <Button size="l" isWide isBusy={accept.isPending} onClick={join}>
        {t('invites.joinAs', { name: me.nickname })}
      </Button>
    </div>
  );
};

/** Why a link that was ours no longer lets anybody in. */
const Closed = ({ status }: { status: Exclude<InviteStatus, 'open'> }) => {
  const { t } = useTranslation();
  return (
    <div className={styles.ways} role="status">
      <h3>{t(`invites.states.${status}.title`)}</h3>
      <p className={styles.reason}>{t(`invites.states.${status}.text`)}</p>
      <Link to={paths.landing.to()} className={buttonClass({ variant: 'secondary', isWide: true })}>
        {t('invites.home')}
      </Link>
    </div>
  );
};

const InvitationSkeleton = () => (
  <div className={styles.invitation} aria-busy="true">
    <Skeleton width={88} height={88} isRound />
    <Skeleton width={180} height={24} />
    <Skeleton width={80} />
  </div>
);
