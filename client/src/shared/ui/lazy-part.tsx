import { Component, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.js';
import styles from './lazy-part.module.css';

interface BoundaryProps {
  broken: ReactNode;
  children: ReactNode;
}

class Boundary extends Component<BoundaryProps, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? this.props.broken : this.props.children;
  }
}

/** Browsers may remember that a file could not be loaded, so only a new page helps. */
const Broken = () => {
  const { t } = useTranslation();
  return (
    <div className={styles.broken} role="alert">
      {t('common.couldNotLoad')}
      <Button variant="secondary" onClick={() => location.reload()}>
        {t('pages.reload')}
      </Button>
    </div>
  );
};

interface LazyPartProps {
  /** Shown while the code loads. */
  placeholder?: ReactNode;
  /** A part that only adds details leaves nothing behind when it breaks. */
  isMinor?: boolean;
  children: ReactNode;
}

/** A part of a page whose code loads on demand. The rest of the page goes on if it can't be loaded, or breaks. */
export const LazyPart = ({ placeholder = null, isMinor = false, children }: LazyPartProps) => (
  <Boundary broken={isMinor ? null : <Broken />}>
    <Suspense fallback={placeholder}>{children}</Suspense>
  </Boundary>
);
