import type { EmailInvite } from '@maru/contracts/http/chat/email-invites';
import { limits } from '@maru/contracts/limits';
import type { ServerId } from '@maru/contracts/primitives';
import { Mail } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { errorWords } from '@/shared/errors/error-words';
import { formatRelative } from '@/shared/i18n/format';
import { useHasPassed } from '@/shared/lib/use-has-passed';
import { Button } from '@/shared/ui/button';
import { LoadMore } from '@/shared/ui/load-more';
import { NoRecords } from '@/shared/ui/records';
import records from '@/shared/ui/records.module.css';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { useEmailInvites, useResendEmailInvite, useRevokeEmailInvite } from '../api/email-invites';
import { LetterDrawing } from './invite-drawings';

interface ServerEmailInvitesProps {
  serverId: ServerId;
  renderName: (userId: string) => ReactNode;
  /** The way to another invite. */
  invite: ReactNode;
}

/** Invites by e-mail that nobody has answered yet. */
export const ServerEmailInvites = ({ serverId, renderName, invite }: ServerEmailInvitesProps) => {
  const { t } = useTranslation();
  const list = useEmailInvites(serverId);
  if (list.error && !list.data) return <ErrorView error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <SectionSkeleton />;
  const invites = list.data.pages.flatMap((page) => page.emailInvites);
  if (invites.length === 0) {
    return (
      <NoRecords
        drawing={<LetterDrawing />}
        title={t('invites.pending.none')}
        text={t('invites.pending.noneText')}
        action={invite}
      />
    );
  }
  return (
    <>
      <ul className={records.list}>
        {invites.map((each) => (
          <EmailInviteRow key={each.emailInviteId} invite={each} name={renderName(each.inviterId)} />
        ))}
      </ul>
      <div>{invite}</div>
      <LoadMore
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
    </>
  );
};

const EmailInviteRow = ({ invite, name }: { invite: EmailInvite; name: ReactNode }) => {
  const { t } = useTranslation();
  const resend = useResendEmailInvite(invite.serverId);
  const revoke = useRevokeEmailInvite(invite.serverId);
  const fail = (error: unknown) => void toast.error(errorWords(t, error));
  const { emailInviteId, email, status, sentAt, createdAt, expiresAt } = invite;
  const next = new Date(
    new Date(sentAt ?? createdAt).getTime() + limits.emailInvites.resendAfterMs,
  ).toISOString();
  const mayResend = useHasPassed(next);
  return (
    <li className={records.record} aria-label={email}>
      <span className={records.mark}>
        <Mail size={18} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <div className={records.words}>
        <b>{email}</b>
        <span className={records.meta}>
          <span>{name}</span>
          <span>
            {status === 'queued' || status === 'failed'
              ? t(`invites.pending.${status}`)
              : t('invites.pending.sent', { when: formatRelative(sentAt ?? createdAt) })}
          </span>
          <span>{t('invites.until', { when: formatRelative(expiresAt) })}</span>
        </span>
      </div>
      <div className={records.actions}>
        <Button
          variant="secondary"
          isBusy={resend.isPending}
          disabled={!mayResend}
          onClick={() =>
            resend.mutate(emailInviteId, {
              onSuccess: () => toast.success(t('invites.pending.resent', { email })),
              onError: fail,
            })
          }
        >
          {mayResend
            ? t('invites.pending.resend')
            : t('invites.pending.resendLater', { when: formatRelative(next) })}
        </Button>
        <Button
          variant="secondary"
          isBusy={revoke.isPending}
          onClick={() =>
            revoke.mutate(emailInviteId, {
              onSuccess: () => toast.success(t('invites.pending.revoked')),
              onError: fail,
            })
          }
        >
          {t('invites.revoke')}
        </Button>
      </div>
    </li>
  );
};
