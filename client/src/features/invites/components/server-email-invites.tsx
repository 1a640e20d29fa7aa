import type { EmailInvite } from '@maru/contracts/http/chat/email-invites';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import { Mail } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { PersonName } from '@/entities/person/components/person-name';
import { formatRelative } from '@/shared/i18n/format';
import { useHasPassed } from '@/shared/lib/use-has-passed';
import { Button } from '@/shared/ui/button';
import { LoadMore } from '@/shared/ui/load-more';
import { NoRecords } from '@/shared/ui/records';
import records from '@/shared/ui/records.module.css';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { useEmailInvites, useResendEmailInvite, useRevokeEmailInvite } from '../api/email-invites';
import { InviteButton } from './invite-button';
import { LetterDrawing } from './invite-drawings';

/** The server's unanswered invites by e-mail. */
export const ServerEmailInvites = ({ detail }: { detail: ServerDetail }) => {
  const { t } = useTranslation();
  const list = useEmailInvites(detail.server.serverId);
  if (list.error && !list.data) return <ErrorView error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <SectionSkeleton />;
  const invites = list.data.pages.flatMap((page) => page.emailInvites);
  if (invites.length === 0) {
    return (
      <NoRecords
        drawing={<LetterDrawing />}
        title={t('invites.pending.none')}
        text={t('invites.pending.noneText')}
        action={<InviteButton detail={detail} method="mail" />}
      />
    );
  }
  return (
    <>
      <ul className={records.list}>
        {invites.map((each) => (
          <EmailInviteRow key={each.emailInviteId} invite={each} />
        ))}
      </ul>
      <div>
        <InviteButton detail={detail} method="mail" />
      </div>
      <LoadMore
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
    </>
  );
};

const EmailInviteRow = ({ invite }: { invite: EmailInvite }) => {
  const { t } = useTranslation();
  const resend = useResendEmailInvite(invite.serverId);
  const revoke = useRevokeEmailInvite(invite.serverId);
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
          <span>
            <PersonName userId={invite.inviterId} />
          </span>
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
            })
          }
        >
          {t('invites.revoke')}
        </Button>
      </div>
    </li>
  );
};
