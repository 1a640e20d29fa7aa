import type { Message } from '@maru/contracts/socket/messages';
import { CornerDownRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '@/shared/ui/icon-button';
import { useInOpenNote } from './open-note';
import { TaskLine } from './task-line';
import styles from './task-summary.module.css';

/** The action items of a document in one place: open ones first. */
export const TaskSummary = ({ messages }: { messages: readonly Message[] }) => {
  const { t } = useTranslation();
  const { taskOf } = useInOpenNote();
  const tasks = messages.flatMap((message) => {
    const task = message.deletedAt ? undefined : taskOf(message);
    return task ? [{ message, task }] : [];
  });
  if (tasks.length === 0) return null;
  const left = tasks.filter(({ task }) => !task.isDone).length;
  const inOrder = tasks.toSorted((a, b) => Number(a.task.isDone) - Number(b.task.isDone));
  return (
    <section className={styles.summary} aria-labelledby="note-tasks">
      <h3 id="note-tasks" className={styles.title}>
        {t('notes.tasks.title')}
        <span className={styles.left}>
          {left > 0 ? t('notes.tasks.left', { count: left }) : t('notes.tasks.allDone')}
        </span>
      </h3>
      <ul className={styles.tasks}>
        {inOrder.map(({ message, task }) => (
          <li key={message.seq} className={styles.task}>
            <div className={styles.line}>
              <TaskLine message={message} task={task} />
            </div>
            <IconButton
              icon={CornerDownRight}
              label={t('notes.tasks.goTo')}
              className={styles.go}
              onClick={() =>
                document.querySelector(`#line-${message.seq}`)?.scrollIntoView({ block: 'center' })
              }
            />
          </li>
        ))}
      </ul>
    </section>
  );
};
