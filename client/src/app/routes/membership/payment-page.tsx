import type { ReactNode } from 'react';
import { LonePage } from '../site/lone-page';
import { SellerFooter } from '../site/seller-footer';
import styles from './payment-page.module.css';

/** A page of payment with the seller below it. Outside of the shell, because only documents of payment let Toss' window in. */
export const PaymentPage = ({ children }: { children: ReactNode }) => (
  <LonePage>
    {children}
    <div className={styles.footer}>
      <SellerFooter />
    </div>
  </LonePage>
);
