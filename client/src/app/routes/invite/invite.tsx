import type { InvitePreview } from '@maru/contracts/http/chat/invites';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { useIsMember } from '@/entities/server/api/servers';
import { AuthLayout } from '@/features/auth/components/auth-layout';
import { useAcceptInvite, useInvitePreview } from '@/features/invites/api/invites';
import { Invitation, InvitationSkeleton } from '@/features/invites/components/invitation';
import { InviteEndView } from '@/features/invites/components/invite-end';
import { codeOf } from '@/shared/api/api-error';
import { useMe, useSession } from '@/shared/api/session-store';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { Button } from '@/shared/ui/button';
import { FormError } from '@/shared/ui/form-error';
import { Skeleton } from '@/shared/ui/skeleton';
import { ErrorView } from '@/shared/ui/state-view';
import { HomeLink, OpenServerLink, GuestActions } from './invite-actions';
import { useEnterServer } from '../../shell/use-enter-server';

/** The page of an invite link: the server, and the actions to join it, also for guests. */
export const Component = () => {
  const { t } = useTranslation();
  const { code = '' } = useParams();
  const { data, error, refetch } = useInvitePreview(code);
  useDocumentTitle(data?.server?.name ?? t('invites.invited'));

  if (['INVITE_INVALID', 'VALIDATION_FAILED'].includes(codeOf(error))) {
    return (
      <AuthLayout title="">
        <InviteEndView end="invalid">
          <HomeLink />
        </InviteEndView>
      </AuthLayout>
    );
  }
  if (error && !data) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <AuthLayout title={t('invites.invited')}>
        <InvitationSkeleton />
      </AuthLayout>
    );
  }
  return <KnownInvite preview={data} />;
};

const KnownInvite = ({ preview }: { preview: InvitePreview }) => {
  const { status } = useSession();
  if (status === 'signed-in') return <SignedInInvite preview={preview} />;
  if (preview.status !== 'open') return <Closed end={preview.status} />;
  return (
    <Open preview={preview}>
      {status === 'unknown' ? (
        <Skeleton width="100%" height={48} />
      ) : (
        <GuestActions here={paths.invite.to(preview.code)} />
      )}
    </Open>
  );
};

const SignedInInvite = ({ preview }: { preview: InvitePreview }) => {
  const { t } = useTranslation();
  const me = useMe();
  const { serverId } = preview;
  const isIn = useIsMember(serverId);
  const accept = useAcceptInvite(useEnterServer());

  if (isIn) {
    return (
      <Open preview={preview}>
        <OpenServerLink serverId={serverId} />
      </Open>
    );
  }
  if (codeOf(accept.error) === 'BANNED' && accept.error) return <Closed end="banned" />;
  if (preview.status !== 'open') return <Closed end={preview.status} />;
  return (
    <Open preview={preview}>
      <FormError error={accept.error} />
      <Button
        size="l"
        isWide
        isBusy={accept.isPending}
        disabled={isIn === undefined}
        onClick={() => accept.mutate(preview.code)}
      >
        {t('invites.joinAs', { name: me.nickname })}
      </Button>
    </Open>
  );
};

const Open = ({ preview, children }: { preview: InvitePreview; children: ReactNode }) => {
  const { t } = useTranslation();
  const { server, inviter } = preview;
  return (
    <AuthLayout title={inviter ? t('invites.mailed.title', { name: inviter.name }) : t('invites.invited')}>
      {server ? <Invitation server={server}>{children}</Invitation> : children}
    </AuthLayout>
  );
};

type End = Exclude<InvitePreview['status'], 'open'> | 'banned';

/** An invite link that no longer works, or not for this person. */
const Closed = ({ end }: { end: End }) => (
  <AuthLayout title="">
    <InviteEndView end={end}>
      <HomeLink />
    </InviteEndView>
  </AuthLayout>
);
