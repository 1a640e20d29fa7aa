import type { Server } from '@maru/contracts/http/chat/servers';
import { tidyLine } from '@maru/contracts/visible-text';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { Row, Section } from '@/shared/ui/settings-section';
import blocks from '@/shared/ui/settings-section.module.css';
import { TextField } from '@/shared/ui/text-field';
import { useDeleteServer } from '../../api/servers';

/** Deleting a server: only by typing its name. */
export const DeleteServer = ({ server }: { server: Server }) => {
  const { t } = useTranslation();
  const [isAsking, setIsAsking] = useState(false);
  return (
    <Section title={t('servers.delete')} text={t('serverSettings.danger.deleteText')}>
      <div className={blocks.card}>
        <Row label={server.name} value={t('serverSettings.danger.deleteHint')}>
          <Button variant="danger" onClick={() => setIsAsking(true)}>
            {t('servers.delete')}
          </Button>
        </Row>
      </div>
      {isAsking ? <AskByName server={server} onClose={() => setIsAsking(false)} /> : null}
    </Section>
  );
};

const AskByName = ({ server, onClose }: { server: Server; onClose: () => void }) => {
  const { t } = useTranslation();
  const remove = useDeleteServer(server.serverId);
  const [typed, setTyped] = useState('');
  return (
    <ConfirmDialog
      isOpen
      title={t('servers.deleteTitle', { name: server.name })}
      description={t('servers.deleteText')}
      confirmLabel={t('servers.delete')}
      canConfirm={tidyLine(typed) === tidyLine(server.name)}
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        // The live news of it closes this dialog, maybe before the reply is here.
        void remove.mutateAsync().then(
          () => toast.success(t('servers.deleted')),
          () => undefined,
        )
      }
    >
      <TextField
        label={t('servers.name')}
        placeholder={server.name}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
    </ConfirmDialog>
  );
};
