import {
  serverName,
  serverTemplates,
  type ServerDetail,
  type ServerTemplate,
} from '@maru/contracts/http/chat/servers';
import { ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button } from '@/shared/ui/button';
import { CropDialog } from '@/shared/ui/crop-dialog';
import { Dialog } from '@/shared/ui/dialog';
import { NameDialog } from '@/shared/ui/name-dialog';
import { PictureInput } from '@/shared/ui/picture-input';
import { useCreateServer } from '../api/servers';
import styles from './create-server-dialog.module.css';
import { TemplateDrawing } from './template-drawings';

interface CreateServerDialogProps {
  onCreated: (detail: ServerDetail) => void;
  onJoinByLink: () => void;
  onClose: () => void;
}

/** A new server in two steps: what it is for, then what it is called. */
export const CreateServerDialog = ({ onCreated, onJoinByLink, onClose }: CreateServerDialogProps) => {
  const [template, setTemplate] = useState<ServerTemplate>();
  if (!template)
    return <ChooseTemplate onChoose={setTemplate} onJoinByLink={onJoinByLink} onClose={onClose} />;
  return (
    <NameServer
      template={template}
      onBack={() => setTemplate(undefined)}
      onCreated={onCreated}
      onClose={onClose}
    />
  );
};

interface ChooseProps {
  onChoose: (template: ServerTemplate) => void;
  onJoinByLink: () => void;
  onClose: () => void;
}

const ChooseTemplate = ({ onChoose, onJoinByLink, onClose }: ChooseProps) => {
  const { t } = useTranslation();
  return (
    <Dialog isOpen title={t('servers.create')} description={t('servers.templateText')} onClose={onClose}>
      <ul className={styles.templates}>
        {serverTemplates.map((template) => (
          <li key={template}>
            <button type="button" className={styles.template} onClick={() => onChoose(template)}>
              <TemplateDrawing template={template} />
              <span className={styles.templateText}>
                <b>{t(`servers.templates.${template}.name`)}</b>
                <span>{t(`servers.templates.${template}.text`)}</span>
              </span>
              <ChevronRight size={18} strokeWidth={1.75} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <div className={styles.instead}>
        <p>{t('servers.haveLink')}</p>
        <Button variant="secondary" isWide onClick={onJoinByLink}>
          {t('servers.joinByLink')}
        </Button>
      </div>
    </Dialog>
  );
};

/** Cut already, with an address to show it by. */
interface NewIcon {
  picture: Blob;
  url: string;
}

interface NameProps extends Omit<CreateServerDialogProps, 'onJoinByLink'> {
  template: ServerTemplate;
  onBack: () => void;
}

const NameServer = ({ template, onBack, onCreated, onClose }: NameProps) => {
  const { t } = useTranslation();
  const create = useCreateServer();
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [icon, setIcon] = useState<NewIcon>();
  useEffect(() => () => (icon ? URL.revokeObjectURL(icon.url) : undefined), [icon]);
  const submit = (name: string) =>
    create.mutate(
      { name, template, idempotencyKey, icon: icon?.picture },
      {
        onSuccess: ({ detail, hasIconFailed }) => {
          if (hasIconFailed) toast.error(t('servers.iconFailed'));
          onCreated(detail);
        },
      },
    );
  return (
    <NameDialog
      title={t('servers.nameTitle')}
      description={t('servers.createText')}
      label={t('servers.name')}
      placeholder={t(`servers.templates.${template}.placeholder`)}
      submitLabel={t('servers.create')}
      isValid={(name) => serverName.safeParse(name).success}
      invalidText={t('servers.nameInvalid')}
      isBusy={create.isPending}
      error={create.error}
      onSubmit={submit}
      onClose={onClose}
      footer={
        <Button variant="ghost" isWide onClick={onBack}>
          {t('servers.otherTemplate')}
        </Button>
      }
    >
      <IconChoice template={template} icon={icon} onChange={setIcon} />
    </NameDialog>
  );
};

interface IconChoiceProps {
  template: ServerTemplate;
  icon: NewIcon | undefined;
  onChange: (icon: NewIcon) => void;
}

/** The icon that the server will have; sent once the server is there. */
const IconChoice = ({ template, icon, onChange }: IconChoiceProps) => {
  const { t } = useTranslation();
  return (
    <div className={styles.icon}>
      {icon ? (
        <img className={styles.iconPreview} src={icon.url} alt="" width={72} height={72} />
      ) : (
        <span className={styles.iconPreview}>
          <TemplateDrawing template={template} />
        </span>
      )}
      <PictureInput label={t(icon ? 'servers.otherIcon' : 'servers.chooseIcon')}>
        {(url, close) => (
          <CropDialog
            shape="icon"
            title={t('serverSettings.overview.cropIcon')}
            url={url}
            isSending={false}
            progress={0}
            error={undefined}
            onSend={(picture) => {
              onChange({ picture, url: URL.createObjectURL(picture) });
              close();
            }}
            onClose={close}
          />
        )}
      </PictureInput>
    </div>
  );
};
