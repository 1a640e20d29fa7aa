import type { IdentityProvider } from '@maru/contracts/http/user/auth';
import { useTranslation } from 'react-i18next';
import { currentLocale } from '@/shared/i18n/i18n';
import { ProviderMark } from '@/shared/ui/provider-mark';
import styles from './provider-buttons.module.css';

/** In the order that people in Korea expect. */
const providers: IdentityProvider[] = ['kakao', 'google'];

const addressOf = (provider: IdentityProvider, returnTo: string | undefined) => {
  const query = new URLSearchParams({ locale: currentLocale(), ...(returnTo ? { returnTo } : {}) });
  return `/user/v1/auth/${provider}?${query.toString()}`;
};

/** Signing in or up with Kakao or Google: one way for both. Links, since they leave the app. */
export const ProviderButtons = ({ returnTo }: { returnTo?: string }) => {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles.buttons}>
        {providers.map((provider) => (
          <a
            key={provider}
            href={addressOf(provider, returnTo)}
            className={`${styles.button} ${styles[provider]}`}
          >
            <ProviderMark provider={provider} />
            <span>{t(`auth.providers.${provider}`)}</span>
          </a>
        ))}
      </div>
      <p className={styles.or}>
        <span>{t('auth.providers.or')}</span>
      </p>
    </>
  );
};
