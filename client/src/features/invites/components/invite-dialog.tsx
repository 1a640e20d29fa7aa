import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { Segmented } from '@/shared/ui/segmented';
import { InviteByLink } from './invite-by-link';
import { InviteByMail } from './invite-by-mail';
import { InvitesShut } from './invites-shut';

export type InviteWay = 'link' | 'mail';

interface InviteDialogProps {
  detail: ServerDetail;
  /** How it begins. */
  initialWay?: InviteWay;
  onClose: () => void;
  /** Only for who manages the server. */
  onManage?: () => void;
}

/** The ways to bring people in: a link to hand out, or mail. */
export const InviteDialog = ({ detail, initialWay = 'link', onClose, onManage }: InviteDialogProps) => {
  const { t } = useTranslation();
  const [way, setWay] = useState(initialWay);
  const { server } = detail;
  const isShut = server.raidModeSince !== null;
  return (
    <Dialog
      isOpen
      title={t('invites.title', { name: server.name })}
      description={isShut ? undefined : t(`invites.ways.${way}Text`)}
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
            value={way}
            onChange={setWay}
            options={[
              { value: 'link', label: t('invites.ways.link') },
              { value: 'mail', label: t('invites.ways.mail') },
            ]}
          />
          {way === 'link' ? <InviteByLink detail={detail} /> : <InviteByMail serverId={server.serverId} />}
        </>
      )}
    </Dialog>
  );
};
