import type { Member } from '@maru/contracts/http/chat/members';
import type { Role } from '@maru/contracts/http/chat/roles';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useMemberName } from '@/entities/person/api/use-member-name';
import { MemberPicker } from '@/entities/person/components/member-picker';
import { PersonSummary } from '@/entities/person/components/person-summary';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { IconButton } from '@/shared/ui/icon-button';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { subscribeToRoleHolders, useGiveRole, useRoleHolders, useTakeRole } from '../api/roles';
import form from './role-form.module.css';
import styles from './role-members.module.css';

interface RoleMembersProps {
  role: Role;
  canChange: boolean;
}

/** The members who hold a role, and the controls to assign and remove it. */
export const RoleMembers = ({ role, canChange }: RoleMembersProps) => {
  const { t } = useTranslation();
  const nameOf = useMemberName();
  const holders = useRoleHolders(role);
  const take = useTakeRole(role);
  const [isAdding, setIsAdding] = useState(false);
  useEffect(() => subscribeToRoleHolders(role.serverId), [role.serverId]);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = holders;
  if (error && !data) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!data) return <SectionSkeleton />;
  const members = data.pages.flatMap((page) => page.members);

  return (
    <div className={form.form}>
      <div className={styles.membersHead}>
        <h4>{t('roles.memberCount', { count: data.pages.at(-1)?.total ?? 0 })}</h4>
        {canChange ? (
          <Button variant="secondary" onClick={() => setIsAdding(true)}>
            {t('roles.addMember')}
          </Button>
        ) : null}
      </div>
      {members.length === 0 ? <p className={styles.empty}>{t('roles.noMembers')}</p> : null}
      <ul className={styles.holders}>
        {members.map((member) => (
          <li key={member.userId} className={styles.holder}>
            <PersonSummary userId={member.userId} />
            {canChange ? (
              <IconButton
                icon={X}
                label={t('roles.take', { name: nameOf(member) })}
                onClick={() => take.mutate(member.userId)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <Button variant="ghost" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('roles.loadMore')}
        </Button>
      ) : null}
      {isAdding ? <AddMember role={role} onClose={() => setIsAdding(false)} /> : null}
    </div>
  );
};

const AddMember = ({ role, onClose }: { role: Role; onClose: () => void }) => {
  const { t } = useTranslation();
  const give = useGiveRole(role);
  const add = (member: Member) =>
    give.mutate(member.userId, {
      onSuccess: () => void toast.success(t('roles.added')),
    });
  return (
    <Dialog isOpen title={t('roles.addMember')} description={role.name} onClose={onClose}>
      <MemberPicker isLeftOut={(member) => member.roleIds.includes(role.roleId)} onPick={add} />
    </Dialog>
  );
};
