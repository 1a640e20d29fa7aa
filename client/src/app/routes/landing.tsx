import { Link2, Languages, MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { currentLocale, setLocale } from '@/shared/i18n/i18n';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { Button, buttonClass } from '@/shared/ui/button';
import { Wordmark } from '@/shared/ui/wordmark';
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
        <picture className={styles.preview}>
          <source srcSet="/images/app-dark.jpg" media="(prefers-color-scheme: dark)" />
          <img src="/images/app-light.jpg" alt={t('landing.preview')} width={1440} height={900} />
        </picture>
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
    </div>
  );
};
