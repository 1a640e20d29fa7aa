import type { Message } from '@maru/contracts/socket/messages';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useProfileNames } from '@/entities/person/api/profiles';
import { formatTime } from '@/shared/i18n/format';
import { buildLines, speakersOf } from '../model/lines';
import { exportName, noteMarkdown } from '../model/markdown';
import { rangeWords } from './note-times';
import { useInOpenNote } from './open-note';

const download = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/markdown;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

/** The day of an instant in the reader's zone, as `2026-09-24`. */
const dayOf = (instant: string): string => new Intl.DateTimeFormat('sv-SE').format(new Date(instant));

/** The ways out of the app for a note: as a file and on the clipboard. */
export const useExport = (messages: readonly Message[]) => {
  const { t } = useTranslation();
  const { note, taskOf } = useInOpenNote();
  const speakers = speakersOf(messages);
  const assignees = messages.flatMap((message) => taskOf(message)?.assigneeId ?? []);
  const nameOf = useProfileNames([...new Set([...speakers, ...assignees])]);

  const text = () =>
    noteMarkdown({
      topic: note.topic,
      when: rangeWords(t, note),
      people: speakers.map(nameOf),
      words: {
        people: t('notes.document.people'),
        tasks: t('notes.tasks.title'),
        lines: t('notes.document.lines'),
      },
      lines: buildLines(messages).flatMap((row) => {
        if (row.kind !== 'line') return [];
        const task = taskOf(row.message);
        return {
          speaker: nameOf(row.authorId),
          time: formatTime(row.createdAt),
          text: row.message.body.text,
          isGrouped: row.isGrouped,
          ...(task && {
            task: { ...task, assignee: task.assigneeId === null ? undefined : nameOf(task.assigneeId) },
          }),
        };
      }),
    });

  return {
    save: () => download(exportName(note.topic, dayOf(note.startedAt)), text()),
    copy: () =>
      void navigator.clipboard.writeText(text()).then(
        () => toast.success(t('common.copied')),
        () => toast.error(t('common.copyFailed')),
      ),
  };
};
