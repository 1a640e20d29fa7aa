import type { Member } from '@maru/contracts/http/chat/members';
import type { Server } from '@maru/contracts/http/chat/servers';
import { tidyLine } from '@maru/contracts/visible-text';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useMemberName } from '@/entities/person/api/use-member-name';
import { MemberPicker } from '@/entities/person/components/member-picker';
import { PersonSummary } from '@/entities/person/components/person-summary';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { Dialog } from '@/shared/ui/dialog';
import { Section } from '@/shared/ui/settings-section';
import blocks from '@/shared/ui/settings-section.module.css';
import { TextField } from '@/shared/ui/text-field';
import { useTransferServer } from '../../api/servers';

/** Transfers the server to another member, who becomes its owner; confirmed by the server's name. */
export const TransferServer = ({ server }: { server: Server }) => {
  const { t } = useTranslation();
  const nameOf = useMemberName();
  const [isPicking, setIsPicking] = useState(false);
  const [member, setMember] = useState<Member>();
  const pick = (picked: Member) => {
    setIsPicking(false);
    setMember(picked);
  };
  return (
    <Section title={t('serverSettings.danger.transfer')} text={t('serverSettings.danger.transferText')}>
      <div className={blocks.card}>
        <div className={blocks.row}>
          <div className={blocks.rowText}>
            <PersonSummary userId={server.ownerId} />
          </div>
          <Button variant="secondary" onClick={() => setIsPicking(true)}>
            {t('serverSettings.danger.transfer')}
          </Button>
        </div>
      </div>
      {isPicking ? (
        <Dialog isOpen title={t('serverSettings.danger.transferTo')} onClose={() => setIsPicking(false)}>
          <MemberPicker isLeftOut={({ userId }) => userId === server.ownerId} onPick={pick} />
        </Dialog>
      ) : null}
      {member ? (
        <AskByName
          server={server}
          member={member}
          name={nameOf(member)}
          onClose={() => setMember(undefined)}
        />
      ) : null}
    </Section>
  );
};

interface AskProps {
  server: Server;
  member: Member;
  name: string;
  onClose: () => void;
}

const AskByName = ({ server, member, name, onClose }: AskProps) => {
  const { t } = useTranslation();
  const transfer = useTransferServer(server.serverId);
  const [typed, setTyped] = useState('');
  return (
    <ConfirmDialog
      isOpen
      title={t('serverSettings.danger.transferAsk', { name })}
      description={t('serverSettings.danger.transferAskText')}
      confirmLabel={t('serverSettings.danger.transfer')}
      canConfirm={tidyLine(typed) === tidyLine(server.name)}
      isBusy={transfer.isPending}
      onClose={onClose}
      onConfirm={() =>
        transfer.mutate(member.userId, {
          onSuccess: () => void toast.success(t('serverSettings.danger.transferred')),
        })
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
