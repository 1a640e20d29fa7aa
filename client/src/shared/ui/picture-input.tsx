import { limits } from '@maru/contracts/limits';
import { useEffect, useRef, useState, type ChangeEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { canShow } from '../lib/crop-picture.js';
import { pictureTypeOf } from '../lib/picture-type.js';
import { Button } from './button.js';

interface PictureInputProps {
  label: string;
  /** The dialog that cuts and sends the chosen picture, given its object URL. */
  children: (url: string, close: () => void) => ReactNode;
}

/** A button that lets one choose a picture from the device. */
export const PictureInput = ({ label, children }: PictureInputProps) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [url, setUrl] = useState<string>();
  useEffect(() => () => (url ? URL.revokeObjectURL(url) : undefined), [url]);

  const open = async (file: File) => {
    if (file.size > limits.image.maxBytes * 4) return toast.error(t('errors.PAYLOAD_TOO_LARGE'));
    const type = await pictureTypeOf(file);
    if (!type) return toast.error(t('errors.IMAGE_INVALID'));
    const chosen = URL.createObjectURL(new Blob([file], { type }));
    // Safari shows the photos of iPhones, other browsers do not.
    if (type === 'image/heic' && !(await canShow(chosen))) {
      URL.revokeObjectURL(chosen);
      return toast.error(t('errors.IMAGE_HEIC'));
    }
    return setUrl(chosen);
  };

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = '';
    if (file) open(file).catch(() => toast.error(t('errors.IMAGE_INVALID')));
  };
  return (
    <>
      <Button variant="secondary" onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp,image/gif,image/avif"
        hidden
        onChange={choose}
      />
      {url ? children(url, () => setUrl(undefined)) : null}
    </>
  );
};
