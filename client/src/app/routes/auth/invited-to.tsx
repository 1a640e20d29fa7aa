import { useTranslation } from 'react-i18next';
import { matchPath } from 'react-router-dom';
import { ServerIcon } from '@/entities/server/components/server-icon';
import { useEmailInvitePreview } from '@/features/invites/api/email-invites';
import { useInvitePreview } from '@/features/invites/api/invites';
import { paths } from '@/shared/config/paths';
import { SkeletonRow } from '@/shared/ui/skeleton';
import styles from './invited-to.module.css';

/** On the sign-in and sign-up pages: the server whose invite the visitor follows, and returns to. */
export const InvitedTo = ({ returnTo }: { returnTo: string | undefined }) => {
  const pathname = returnTo?.split(/[?#]/)[0] ?? '';
  const token = matchPath(paths.mailedInvite.path, pathname)?.params.token;
  const code = matchPath(paths.invite.path, pathname)?.params.code;
  if (token) return <ByMail token={token} />;
  return code ? <ByLink code={code} /> : null;
};

const ByLink = ({ code }: { code: string }) => {
  const { data, isPending } = useInvitePreview(code);
  if (isPending) return <StripSkeleton />;
  return data?.server ? <Strip server={data.server} inviter={data.inviter?.name} /> : null;
};

const ByMail = ({ token }: { token: string }) => {
  const { data, isPending } = useEmailInvitePreview(token);
  if (isPending) return <StripSkeleton />;
  return data?.server ? <Strip server={data.server} inviter={data.inviterName} /> : null;
};

/** Keeps the strip's place, so that no button moves under the visitor's finger. */
const StripSkeleton = () => (
  <div className={styles.strip}>
    <SkeletonRow picture={36} lines={['60%']} />
  </div>
);

interface StripProps {
  server: { serverId: string; name: string; iconUrl: string | null };
  /** Unknown when the inviter has left Maru. */
  inviter: string | undefined;
}

const Strip = ({ server, inviter }: StripProps) => {
  const { t } = useTranslation();
  return (
    <p className={styles.strip}>
      <ServerIcon server={server} size={36} />
      <span>
        <b dir="auto">{server.name}</b>
        <span>{inviter ? t('invites.mailed.title', { name: inviter }) : t('invites.invited')}</span>
      </span>
    </p>
  );
};
