import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { buttonClass } from '@/shared/ui/button';

/** Leads a guest to sign up or sign in, and back to the invite. */
export const GuestActions = ({ here }: { here: string }) => {
  const { t } = useTranslation();
  return (
    <>
      <Link to={paths.signUp.to(here)} className={buttonClass({ size: 'l', isWide: true })}>
        {t('invites.signUpToJoin')}
      </Link>
      <Link to={paths.signIn.to(here)} className={buttonClass({ variant: 'ghost', isWide: true })}>
        {t('invites.signInToJoin')}
      </Link>
    </>
  );
};

/** Leads a member to the server. */
export const OpenServerLink = ({ serverId }: { serverId: string }) => {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('invites.alreadyIn')}</p>
      <Link to={paths.server.to(serverId)} className={buttonClass({ size: 'l', isWide: true })}>
        {t('invites.open')}
      </Link>
    </>
  );
};

/** Leads away from an invite that no longer works. */
export const HomeLink = () => {
  const { t } = useTranslation();
  return (
    <Link to={paths.landing.to()} className={buttonClass({ variant: 'secondary', isWide: true })}>
      {t('invites.home')}
    </Link>
  );
};
