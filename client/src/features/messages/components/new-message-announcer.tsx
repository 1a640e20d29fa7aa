import type { Message } from '@maru/contracts/socket/messages';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface NewMessageAnnouncerProps {
  messages: readonly Message[];
  renderName: (userId: string) => ReactNode;
}

/** Reads out what arrives, with its author; history that is loaded or scrolled past stays silent. */
export const NewMessageAnnouncer = ({ messages, renderName }: NewMessageAnnouncerProps) => {
  const { t } = useTranslation();
  const last = messages.at(-1);
  const [openedAt] = useState(last?.seq ?? 0);
  return (
    <div className="visually-hidden" aria-live="polite">
      {last && last.seq > openedAt && !last.deletedAt ? (
        <p key={last.seq}>
          {renderName(last.authorId)}
          {last.system ? t('messages.memberJoined') : `: ${last.content}`}
        </p>
      ) : null}
    </div>
  );
};
