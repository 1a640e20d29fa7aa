import { ReportQueue } from '@/features/moderation/components/reports/report-queue';
import { usePeople } from '../../people/people-context';
import { PersonName } from '@/entities/person/components/person-name';
import { Person } from '@/entities/person/components/person-summary';
import type { SectionProps } from './sections';

const renderName = (userId: string) => <PersonName userId={userId} />;
const renderPerson = (userId: string) => <Person userId={userId} />;

export const Component = ({ detail }: SectionProps) => {
  const { ask } = usePeople();
  return (
    <ReportQueue
      detail={detail}
      renderName={renderName}
      renderPerson={renderPerson}
      onAct={(kind, userId) => ask({ kind, userId })}
    />
  );
};
