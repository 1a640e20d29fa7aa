import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { useMemo, useState, type ReactNode } from 'react';
import { PeopleContext, type PeopleQuestion } from './people-context';
import { PersonDialog, ReportMessageDialog, SeveralDialog } from './person-dialog';
import { ServerContext } from '@/entities/server/components/open-server';

/** Lets everything inside a server show its people and ask for what is done about them. */
export const PeopleProvider = ({ detail, children }: { detail: ServerDetail; children: ReactNode }) => {
  const [question, setQuestion] = useState<PeopleQuestion>();
  const people = useMemo(() => ({ ask: setQuestion }), []);
  const close = () => setQuestion(undefined);
  return (
    <ServerContext value={detail}>
      <PeopleContext value={people}>
        {children}
        {question ? <Answer question={question} onClose={close} /> : null}
      </PeopleContext>
    </ServerContext>
  );
};

const Answer = ({ question, onClose }: { question: PeopleQuestion; onClose: () => void }) => {
  if ('message' in question) return <ReportMessageDialog message={question.message} onClose={onClose} />;
  if ('targets' in question) return <SeveralDialog {...question} onClose={onClose} />;
  return <PersonDialog {...question} onClose={onClose} />;
};
