import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import form from '@/shared/ui/form.module.css';
import { TextField } from '@/shared/ui/text-field';
import { inviteCodeOf } from '../model/invite-links';

interface JoinByLinkDialogProps {
  onOpen: (code: string) => void;
  onClose: () => void;
}

/** Takes a link, or only its code, and opens the invite. */
export const JoinByLinkDialog = ({ onOpen, onClose }: JoinByLinkDialogProps) => {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [isInvalid, setIsInvalid] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = inviteCodeOf(text, location.origin);
    setIsInvalid(!code);
    if (code) onOpen(code);
  };
  return (
    <Dialog isOpen title={t('invites.byLink.title')} description={t('invites.byLink.text')} onClose={onClose}>
      <form className={form.form} onSubmit={submit} noValidate>
        <TextField
          label={t('invites.byLink.label')}
          placeholder={`${location.origin}/invite/…`}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setIsInvalid(false);
          }}
          error={isInvalid ? t('invites.byLink.invalid') : undefined}
          autoComplete="off"
          spellCheck={false}
          inputMode="url"
        />
        <Button type="submit" size="l" isWide>
          {t('invites.byLink.submit')}
        </Button>
      </form>
    </Dialog>
  );
};
