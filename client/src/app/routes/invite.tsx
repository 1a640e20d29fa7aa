import type { InvitePreview } from '@maru/contracts/http/chat/invites';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { toast } from 'sonner';
import { AuthLayout } from '@/features/auth/components/auth-layout';
import { FormError } from '@/shared/ui/form-error';
import { useAcceptInvite, useInvitePreview } from '@/features/invites/api/invites';
import { writeServer } from '@/features/servers/api/servers';
import { codeOf } from '@/shared/api/api-error';
import { useSession } from '@/shared/api/session-store';
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

const Invitation = ({ preview: { code, server } }: { preview: InvitePreview }) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { status, me } = useSession();
  const accept = useAcceptInvite();

  const join = () =>
    accept.mutate(code, {
      onSuccess: (joined) => {
        writeServer(joined);
        toast.success(t('invites.joined', { name: joined.name }));
        void navigate(paths.server.to(joined.serverId), { replace: true });
      },
    });

  return (
    <div className={styles.invitation}>
      <Avatar id={server.serverId} name={server.name} url={server.iconUrl} size={88} isSquare />
      <h2 className={styles.name}>{server.name}</h2>
      <p className={styles.members}>{t('invites.members', { count: server.memberCount })}</p>
      <FormError error={accept.error} />
      {status === 'signed-out' ? (
        <div className={styles.ways}>
          <Link
            to={paths.signUp.to(paths.invite.to(code))}
            className={buttonClass({ size: 'l', isWide: true })}
          >
            {t('invites.signUpToJoin')}
          </Link>
          <Link
            to={paths.signIn.to(paths.invite.to(code))}
            className={buttonClass({ variant: 'ghost', isWide: true })}
          >
            {t('invites.signInToJoin')}
          </Link>
        </div>
      ) : (
        <Button size="l" isWide isBusy={accept.isPending || status === 'unknown'} onClick={join}>
          {me ? t('invites.joinAs', { name: me.nickname }) : t('invites.join')}
        </Button>
      )}
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
