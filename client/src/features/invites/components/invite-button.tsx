import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can } from '@maru/contracts/permissions';
import { Mail, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionsIn } from '@/entities/server/model/permissions';
import { Button } from '@/shared/ui/button';
import { InviteDialog, type InviteMethod } from './invite-dialog';

interface InviteButtonProps {
  detail: ServerDetail;
  method: InviteMethod;
}

/** Opens the invite dialog from a page that lists invites; absent for members who may not invite. */
export const InviteButton = ({ detail, method }: InviteButtonProps) => {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  if (!can(permissionsIn(detail), 'createInvite')) return null;
  const Icon = method === 'mail' ? Mail : UserPlus;
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
        {t(method === 'mail' ? 'invites.inviteByMail' : 'servers.invite')}
      </Button>
      {isOpen ? (
        <InviteDialog detail={detail} initialMethod={method} onClose={() => setIsOpen(false)} />
      ) : null}
    </>
  );
};
