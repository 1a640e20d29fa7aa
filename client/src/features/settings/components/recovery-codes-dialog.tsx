import { Copy, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import styles from './settings.module.css';

/** Recovery codes, shown this once. */
export const RecoveryCodesDialog = ({ codes, onClose }: { codes: string[]; onClose: () => void }) => {
  const { t } = useTranslation();
  const text = codes.join('\n');
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => toast.success(t('common.copied')),
      () => toast.error(t('settings.twoFactor.copyFailed')),
    );
  const address = `data:text/plain;charset=utf-8,${encodeURIComponent(`Maru\n${text}\n`)}`;
  return (
    <Dialog
      isOpen
      title={t('settings.twoFactor.codes')}
      description={t('settings.twoFactor.codesText')}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={() => void copy()}>
            <Copy size={16} aria-hidden="true" /> {t('common.copy')}
          </Button>
          <a href={address} download="maru-recovery-codes.txt">
            <Button variant="secondary" tabIndex={-1}>
              <Download size={16} aria-hidden="true" /> {t('settings.twoFactor.download')}
            </Button>
          </a>
          <Button onClick={onClose}>{t('settings.twoFactor.saved')}</Button>
        </>
      }
    >
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Dialog>
  );
};
