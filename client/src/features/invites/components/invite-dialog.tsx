import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { Segmented } from '@/shared/ui/segmented';
import { InviteByLink } from './invite-by-link';
import { InviteByMail } from './invite-by-mail';
import { InvitesShut } from './invites-shut';

export type InviteMethod = 'link' | 'mail';

interface InviteDialogProps {
  detail: ServerDetail;
  initialMethod?: InviteMethod;
  onClose: () => void;
  /** Opens the list of all invites; undefined for members who may not manage the server. */
  onManage?: () => void;
}

/** Invites people by a link to hand out, or by e-mail. */
export const InviteDialog = ({ detail, initialMethod = 'link', onClose, onManage }: InviteDialogProps) => {
  const { t } = useTranslation();
  const [method, setMethod] = useState(initialMethod);
  const { server } = detail;
  const isShut = server.raidModeSince !== null;
  return (
    <Dialog
      isOpen
      title={t('invites.title', { name: server.name })}
      description={isShut ? undefined : t(`invites.ways.${method}Text`)}
      onClose={onClose}
      actions={
        onManage ? (
          <Button variant="ghost" onClick={onManage}>
            {t('invites.manage')}
          </Button>
        ) : null
      }
    >
      {isShut ? (
        <InvitesShut reason="raid" />
      ) : (
        <>
          <Segmented
            label={t('invites.ways.label')}
            value={method}
            onChange={setMethod}
            options={[
              { value: 'link', label: t('invites.ways.link') },
              { value: 'mail', label: t('invites.ways.mail') },
            ]}
          />
          {method === 'link' ? <InviteByLink detail={detail} /> : <InviteByMail serverId={server.serverId} />}
        </>
      )}
    </Dialog>
  );
};
