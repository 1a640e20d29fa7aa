import type { Member } from '@maru/contracts/http/chat/members';
import type { Role } from '@maru/contracts/http/chat/roles';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MemberPicker } from '@/entities/person/components/member-picker';
import { PersonSummary } from '@/entities/person/components/person-summary';
import { seenAs } from '@/entities/server/model/view-as';
import { Button } from '@/shared/ui/button';
import { Segmented } from '@/shared/ui/segmented';
import { Select } from '@/shared/ui/select';
import { PermissionAnswers } from './permission-answers';
import styles from './permission-check.module.css';

/** Explains each permission of a member or a role, in the server or in a channel. */
export const PermissionCheck = ({ detail }: { detail: ServerDetail }) => {
  const { t } = useTranslation();
  const { server, roles, channels } = detail;
  const [kind, setKind] = useState<'role' | 'member'>('role');
  const [roleId, setRoleId] = useState<string>(roles[0]?.roleId ?? '');
  const [member, setMember] = useState<Member>();
  const [channelId, setChannelId] = useState('');
  const channel = channels.find((each) => each.channelId === channelId);
  const role = roles.find((each) => each.roleId === roleId) ?? roles.at(-1);
  const nameOf = (each: Role) =>
    each.roleId === (server.serverId as string) ? t('roles.everyone') : each.name;
  const asRole = role
    ? seenAs(detail, { kind: 'role', serverId: server.serverId, name: role.name, roleId: role.roleId }).me
    : undefined;
  const subject = kind === 'role' ? asRole : member;

  return (
    <div className={styles.check}>
      <p className={styles.text}>{t('permissions.explain.text')}</p>
      <div className={styles.questions}>
        <Subject
          roles={roles}
          kind={kind}
          onKind={setKind}
          role={role}
          onRole={setRoleId}
          member={member}
          onMember={setMember}
          nameOf={nameOf}
        />
        <Select
          label={t('permissions.explain.where')}
          value={channelId}
          options={[
            { value: '', label: t('permissions.explain.wholeServer') },
            ...channels.map((each) => ({ value: each.channelId as string, label: `# ${each.name}` })),
          ]}
          onChange={setChannelId}
        />
      </div>
      {subject ? (
        <PermissionAnswers detail={detail} member={subject} channel={channel} nameOf={nameOf} />
      ) : (
        <p className={styles.empty}>{t('permissions.explain.pickMember')}</p>
      )}
    </div>
  );
};

interface SubjectProps {
  roles: Role[];
  kind: 'role' | 'member';
  onKind: (kind: 'role' | 'member') => void;
  role: Role | undefined;
  onRole: (roleId: string) => void;
  member: Member | undefined;
  onMember: (member: Member | undefined) => void;
  nameOf: (role: Role) => string;
}

const Subject = ({ roles, kind, onKind, role, onRole, nameOf, member, onMember }: SubjectProps) => {
  const { t } = useTranslation();
  return (
    <div className={styles.who}>
      <Segmented
        label={t('permissions.explain.who')}
        value={kind}
        onChange={onKind}
        options={[
          { value: 'role', label: t('permissions.explain.role') },
          { value: 'member', label: t('permissions.explain.member') },
        ]}
      />
      {kind === 'role' ? (
        <Select
          label={t('permissions.explain.role')}
          value={role?.roleId ?? ''}
          options={roles.map((each) => ({ value: each.roleId as string, label: nameOf(each) }))}
          onChange={onRole}
        />
      ) : (
        <SubjectMember member={member} onMember={onMember} />
      )}
    </div>
  );
};

const SubjectMember = ({ member, onMember }: Pick<SubjectProps, 'member' | 'onMember'>) => {
  const { t } = useTranslation();
  if (!member) return <MemberPicker onPick={onMember} />;
  return (
    <div className={styles.picked}>
      <PersonSummary userId={member.userId} />
      <Button variant="secondary" onClick={() => onMember(undefined)}>
        {t('permissions.explain.change')}
      </Button>
    </div>
  );
};
