import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { useServers } from '@/entities/server/api/servers';
import { paths } from '@/shared/config/paths';
import { buttonClass } from '@/shared/ui/button';

/** Through an account, and back here. */
export const StrangersWay = ({ here }: { here: string }) => {
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

/** For who is in already. */
export const OpenServer = ({ serverId }: { serverId: string }) => {
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

/** Away from an invite that leads nowhere. */
export const HomeLink = () => {
  const { t } = useTranslation();
  return (
    <Link to={paths.landing.to()} className={buttonClass({ variant: 'secondary', isWide: true })}>
      {t('invites.home')}
    </Link>
  );
};

/** Whether the signed-in person is in a server; `undefined` until it is known. */
export const useIsIn = (serverId: string): boolean | undefined => {
  const { data: servers } = useServers();
  return servers?.some((each) => each.serverId === serverId);
};
