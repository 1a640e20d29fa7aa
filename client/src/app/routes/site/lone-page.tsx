import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { paths } from '@/shared/config/paths';
import { Wordmark } from '@/shared/ui/wordmark';
import styles from './lone-page.module.css';

/** A page outside of everything, with the way home. */
export const LonePage = ({ children, footer }: { children: ReactNode; footer?: ReactNode }) => (
  <div className={styles.page}>
    <header className={styles.bar}>
      <Link to={paths.landing.to()} className={styles.home}>
        <Wordmark size={32} />
      </Link>
    </header>
    <main className={styles.main}>{children}</main>
    {footer}
  </div>
);
