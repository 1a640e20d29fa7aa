import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { Wordmark } from '@/shared/ui/wordmark';
import styles from './auth-layout.module.css';

/** A card on paper: what all pages of signing in and up look like. */
export const AuthLayout = ({
  title,
  children,
  footer,
}: {
  title: string;
  children: ReactNode;
  footer?: ReactNode;
}) => (
  <div className={styles.page}>
    <header className={styles.brand}>
      <Link to={paths.landing.to()} className={styles.home}>
        <Wordmark size={36} />
      </Link>
    </header>
    <main className={styles.card}>
      {title ? <h1 className={styles.title}>{title}</h1> : null}
      {children}
    </main>
    {footer ? <p className={styles.footer}>{footer}</p> : null}
  </div>
);
