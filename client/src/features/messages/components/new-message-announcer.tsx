import type { Message } from '@maru/contracts/socket/messages';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonName } from '@/entities/person/components/person-name';

/** Announces new messages and their authors to screen readers; loaded history stays silent. */
export const NewMessageAnnouncer = ({ messages }: { messages: readonly Message[] }) => {
  const { t } = useTranslation();
  const last = messages.at(-1);
  const [openedAt] = useState(last?.seq ?? 0);
  return (
    <div className="visually-hidden" aria-live="polite">
      {last && last.seq > openedAt && !last.deletedAt ? (
        <p key={last.seq}>
          <PersonName userId={last.authorId} />
          {last.system
            ? t(last.system === 'note-ended' ? 'messages.noteEnded' : 'messages.memberJoined')
            : `: ${last.body.text}`}
        </p>
      ) : null}
    </div>
  );
};
