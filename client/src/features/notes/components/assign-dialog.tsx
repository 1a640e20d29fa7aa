import type { Member } from '@maru/contracts/http/chat/members';
import { can } from '@maru/contracts/permissions';
import type { Message } from '@maru/contracts/socket/messages';
import { useTranslation } from 'react-i18next';
import { MemberPicker } from '@/entities/person/components/member-picker';
import { useOpenServer } from '@/entities/server/components/open-server';
import { permissionsIn } from '@/entities/server/model/permissions';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import type { TaskItem } from '../model/tasks';
import { useInOpenNote } from './open-note';

interface AssignDialogProps {
  message: Message;
  task: TaskItem;
  onClose: () => void;
}

/** Assigns an action item to a member who can see the note. */
export const AssignDialog = ({ message, task, onClose }: AssignDialogProps) => {
  const { t } = useTranslation();
  const detail = useOpenServer();
  const { channel, setTask } = useInOpenNote();
  const canSee = (member: Member) => can(permissionsIn(detail, channel, member), 'viewChannel');
  const assign = (assigneeId: string | null) => {
    setTask(message, { assigneeId });
    onClose();
  };
  return (
    <Dialog
      isOpen
      title={t('notes.tasks.assignTitle')}
      description={task.text}
      onClose={onClose}
      actions={
        task.assigneeId ? (
          <Button variant="secondary" onClick={() => assign(null)}>
            {t('notes.tasks.none')}
          </Button>
        ) : null
      }
    >
      <MemberPicker isLeftOut={(member) => !canSee(member)} onPick={({ userId }) => assign(userId)} />
    </Dialog>
  );
};
