import { useTranslation } from 'react-i18next';
import { matchPath } from 'react-router-dom';
import { useEmailInvitePreview } from '@/features/invites/api/email-invites';
import { useInvitePreview } from '@/features/invites/api/invites';
import { paths } from '@/shared/config/paths';
import { Avatar } from '@/shared/ui/avatar';
import styles from './invited-to.module.css';

/** On the way through an account: the server whose invite the person comes from and goes back to. */
export const InvitedTo = ({ returnTo }: { returnTo: string | undefined }) => {
  const pathname = returnTo?.split(/[?#]/)[0] ?? '';
  const token = matchPath(paths.mailedInvite.path, pathname)?.params.token;
  const code = matchPath(paths.invite.path, pathname)?.params.code;
  if (token) return <ByMail token={token} />;
  return code ? <ByLink code={code} /> : null;
};

const ByLink = ({ code }: { code: string }) => {
  const { data } = useInvitePreview(code);
  return data?.server ? <Strip server={data.server} inviter={data.inviter?.name} /> : null;
};

const ByMail = ({ token }: { token: string }) => {
  const { data } = useEmailInvitePreview(token);
  return data?.server ? <Strip server={data.server} inviter={data.inviterName} /> : null;
};

interface StripProps {
  server: { serverId: string; name: string; iconUrl: string | null };
  /** Unknown when the inviter has left Maru. */
  inviter: string | undefined;
}

const Strip = ({ server: { serverId, name, iconUrl }, inviter }: StripProps) => {
  const { t } = useTranslation();
  return (
    <p className={styles.strip}>
      <Avatar id={serverId} name={name} url={iconUrl} size={36} isSquare />
      <span>
        <b dir="auto">{name}</b>
        <span>{inviter ? t('invites.mailed.title', { name: inviter }) : t('invites.invited')}</span>
      </span>
    </p>
  );
};
