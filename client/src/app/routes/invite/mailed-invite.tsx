import type { EmailInvitePreview } from '@maru/contracts/http/chat/email-invites';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';
import { useSignOut } from '@/features/auth/api/use-auth';
import { useIsMember } from '@/entities/server/api/servers';
import { AuthLayout } from '@/features/auth/components/auth-layout';
import {
  useAcceptReceived,
  useDeclineReceived,
  useEmailInvitePreview,
  useReceivedInvites,
} from '@/features/invites/api/email-invites';
import { Invitation, InvitationSkeleton } from '@/features/invites/components/invitation';
import type { InviteEnd } from '@/features/invites/components/invite-drawings';
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

/** The page of an invite by e-mail. It is bound to the address, so guests need an account first. */
export const Component = () => {
  const { t } = useTranslation();
  const { token = '' } = useParams();
  const { data, error, refetch } = useEmailInvitePreview(token);
  const { status } = useSession();
  useDocumentTitle(useTitle(data));

  if (['INVITE_INVALID', 'VALIDATION_FAILED'].includes(codeOf(error))) return <End end="invalid" />;
  if (error && !data) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!data || status === 'unknown') {
    return (
      <AuthLayout title={t('invites.invited')}>
        {data ? <Loading preview={data} /> : <InvitationSkeleton />}
      </AuthLayout>
    );
  }
  const end = endOf(data);
  if (status === 'signed-in') return <SignedInInvite preview={data} end={end} />;
  if (end) return <End end={end} />;
  return (
    <Open preview={data}>
      <p>{t('invites.mailed.whose', { email: data.maskedEmail })}</p>
      <GuestActions here={paths.mailedInvite.to(token)} />
    </Open>
  );
};

const useTitle = (preview: EmailInvitePreview | undefined): string => {
  const { t } = useTranslation();
  return preview?.server?.name ?? t('invites.invited');
};

const titleOf = (t: TFunction, { inviterName }: EmailInvitePreview): string =>
  inviterName ? t('invites.mailed.title', { name: inviterName }) : t('invites.invited');

const endOf = ({ status }: EmailInvitePreview): InviteEnd | undefined =>
  status === 'queued' || status === 'sent' || status === 'failed' ? undefined : status;

const SignedInInvite = ({ preview, end }: { preview: EmailInvitePreview; end: InviteEnd | undefined }) => {
  const { serverId } = preview;
  const isIn = useIsMember(serverId);
  const received = useReceivedInvites();
  if (isIn) {
    return (
      <Open preview={preview}>
        <OpenServerLink serverId={serverId} />
      </Open>
    );
  }
  if (end) return <End end={end} />;
  const isMine = received.data?.some(({ emailInviteId }) => emailInviteId === preview.emailInviteId);
  if (isMine === false) return <WrongAccount preview={preview} />;
  return <Answer preview={preview} />;
};

const Answer = ({ preview }: { preview: EmailInvitePreview }) => {
  const { t } = useTranslation();
  const me = useMe();
  const accept = useAcceptReceived(useEnterServer());
  const decline = useDeclineReceived();
  const error = accept.error ?? decline.error;
  const code = error ? codeOf(error) : undefined;
  if (code === 'INVITE_WRONG_ACCOUNT') return <WrongAccount preview={preview} />;
  if (code === 'BANNED') return <End end="banned" />;
  if (code === 'INVITES_PAUSED') return <End end="paused" />;
  return (
    <Open preview={preview}>
      <FormError error={error} />
      <Button size="l" isWide isBusy={accept.isPending} onClick={() => accept.mutate(preview.emailInviteId)}>
        {t('invites.joinAs', { name: me.nickname })}
      </Button>
      <Button
        variant="ghost"
        isWide
        isBusy={decline.isPending}
        onClick={() => decline.mutate(preview.emailInviteId)}
      >
        {t('invites.decline')}
      </Button>
    </Open>
  );
};

/** The signed-in account is not the invited one. */
const WrongAccount = ({ preview }: { preview: EmailInvitePreview }) => {
  const { t } = useTranslation();
  const me = useMe();
  const signOut = useSignOut();
  return (
    <AuthLayout title={preview.server?.name ?? ''}>
      <InviteEndView end="wrongAccount">
        <p>{t('invites.mailed.wrongAccount', { email: preview.maskedEmail, name: me.nickname })}</p>
        <Button size="l" isWide isBusy={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('invites.mailed.switch')}
        </Button>
        <HomeLink />
      </InviteEndView>
    </AuthLayout>
  );
};

const Open = ({ preview, children }: { preview: EmailInvitePreview; children: ReactNode }) => {
  const { t } = useTranslation();
  return (
    <AuthLayout title={titleOf(t, preview)}>
      {preview.server ? <Invitation server={preview.server}>{children}</Invitation> : children}
    </AuthLayout>
  );
};

const Loading = ({ preview: { server } }: { preview: EmailInvitePreview }) =>
  server ? (
    <Invitation server={server}>
      <Skeleton width="100%" height={48} />
    </Invitation>
  ) : (
    <InvitationSkeleton />
  );

const End = ({ end }: { end: InviteEnd }) => (
  <AuthLayout title="">
    <InviteEndView end={end}>
      <HomeLink />
    </InviteEndView>
  </AuthLayout>
);
