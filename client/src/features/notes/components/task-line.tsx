import type { Message } from '@maru/contracts/socket/messages';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePerson } from '@/entities/person/api/use-person';
import { PersonAvatar } from '@/entities/person/components/person-avatar';
import type { TaskItem } from '../model/tasks';
import { AssignDialog } from './assign-dialog';
import { LineText } from './line-text';
import { useInOpenNote } from './open-note';
import styles from './task-line.module.css';

interface TaskLineProps {
  message: Message;
  task: TaskItem;
  marked?: string;
}

/** An action item: ticked by its box, assigned by the button behind it. */
export const TaskLine = ({ message, task, marked }: TaskLineProps) => {
  const { t } = useTranslation();
  const { canWrite, setTask } = useInOpenNote();
  return (
    <div className={styles.task} data-done={task.isDone || undefined}>
      <label className={styles.check}>
        <input
          type="checkbox"
          className={styles.box}
          aria-label={t('notes.tasks.check', { text: task.text })}
          checked={task.isDone}
          disabled={!canWrite}
          onChange={(event) => setTask(message, { isDone: event.target.checked })}
        />
      </label>
      <div className={styles.words}>
        <div className={styles.text}>
          <LineText text={task.text} marked={marked} />
        </div>
        <Assignee message={message} task={task} />
      </div>
    </div>
  );
};

const Assignee = ({ message, task }: TaskLineProps) => {
  const { t } = useTranslation();
  const { canWrite } = useInOpenNote();
  const [isOpen, setIsOpen] = useState(false);
  if (!canWrite && !task.assigneeId) return null;
  return (
    <>
      <button type="button" className={styles.assignee} disabled={!canWrite} onClick={() => setIsOpen(true)}>
        {task.assigneeId ? (
          <AssigneeName userId={task.assigneeId} />
        ) : (
          <>
            <UserPlus size={15} strokeWidth={1.75} aria-hidden="true" />
            <span className={styles.unassigned}>{t('notes.tasks.assign')}</span>
          </>
        )}
      </button>
      {isOpen ? <AssignDialog message={message} task={task} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
};

const AssigneeName = ({ userId }: { userId: string }) => {
  const { t } = useTranslation();
  const { name, isPending } = usePerson(userId);
  return (
    <>
      <PersonAvatar userId={userId} size={18} />
      <span className={styles.name} aria-label={t('notes.tasks.assignee', { name })}>
        {isPending ? '…' : name}
      </span>
    </>
  );
};
