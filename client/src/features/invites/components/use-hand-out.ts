import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useMediaQuery } from '@/shared/lib/use-media-query';

interface HandOut {
  copy: (link: string) => void;
  /** The system's own sheet, where a finger holds the device and it has one. */
  share: ((link: string) => void) | undefined;
}

const isCancelled = (error: unknown) => error instanceof DOMException && error.name === 'AbortError';

/** Ways to hand out an invite link to a server. */
export const useHandOut = (serverName: string): HandOut => {
  const { t } = useTranslation();
  const isTouch = useMediaQuery('(pointer: coarse)');
  const copy = (link: string): void =>
    void navigator.clipboard.writeText(link).then(
      () => toast.success(t('common.copied')),
      () => toast.error(t('invites.copyFailed')),
    );
  const share = (url: string): void =>
    void navigator
      .share({ title: serverName, text: t('invites.shareText', { name: serverName }), url })
      .catch((error: unknown) => (isCancelled(error) ? undefined : copy(url)));
  // Browsers without the sheet lack the function, whatever its type says.
  return { copy, share: isTouch && 'share' in navigator ? share : undefined };
};
