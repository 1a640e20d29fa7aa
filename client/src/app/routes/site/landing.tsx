import { Link2, Languages, MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { currentLocale, setLocale } from '@/shared/i18n/i18n';
import { useIsDark } from '@/shared/lib/theme';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { Button, buttonClass } from '@/shared/ui/button';
import { Wordmark } from '@/shared/ui/wordmark';
import { SiteFooter } from './site-footer';
import styles from './landing.module.css';

const points = [
  { icon: MessagesSquare, title: 'landing.pointTalk', text: 'landing.pointTalkText' },
  { icon: Link2, title: 'landing.pointInvite', text: 'landing.pointInviteText' },
  { icon: Languages, title: 'landing.pointKorean', text: 'landing.pointKoreanText' },
] as const;

/** One screen that says what Maru is, with what it really looks like. */
export const Component = () => {
  const { t } = useTranslation();
  useDocumentTitle('');
  const other = currentLocale() === 'ko' ? 'en' : 'ko';
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Wordmark size={32} />
        <nav className={styles.nav}>
          <Button variant="ghost" lang={other} onClick={() => setLocale(other)}>
            {other === 'ko' ? '한국어' : 'English'}
          </Button>
          <Link to={paths.signIn.to()} className={buttonClass({ variant: 'secondary' })}>
            {t('landing.signIn')}
          </Link>
        </nav>
      </header>
      <main className={styles.main}>
        <section className={styles.hero}>
          <h1 className={styles.title}>{t('landing.title')}</h1>
          <p className={styles.text}>{t('landing.text')}</p>
          <Link to={paths.signUp.to()} className={buttonClass({ size: 'l' })}>
            {t('landing.start')}
          </Link>
        </section>
        <Preview />
        <ul className={styles.points}>
          {points.map(({ icon: Icon, title, text }) => (
            <li key={title}>
              <Icon size={24} strokeWidth={1.75} aria-hidden="true" />
              <h2>{t(title)}</h2>
              <p>{t(text)}</p>
            </li>
          ))}
        </ul>
      </main>
      <SiteFooter />
    </div>
  );
};

/** The app as the visitor would see it: in their language and theme, on a phone as it looks there. */
const Preview = () => {
  const { t } = useTranslation();
  const look = `${currentLocale()}-${useIsDark() ? 'dark' : 'light'}`;
  return (
    <div className={styles.preview}>
      {/* Lazy: a browser loads only the picture that it shows. */}
      <img
        className={styles.onDesktop}
        src={`/images/app-${look}.jpg`}
        alt={t('landing.preview')}
        width={1180}
        height={760}
        loading="lazy"
      />
      <img
        className={styles.onPhone}
        src={`/images/phone-${look}.jpg`}
        alt={t('landing.previewPhone')}
        width={390}
        height={780}
        loading="lazy"
      />
    </div>
  );
};
