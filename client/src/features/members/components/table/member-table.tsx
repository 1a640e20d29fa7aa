import type { Member } from '@maru/contracts/http/chat/members';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { isTimedOut } from '@maru/contracts/permission-rules';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { VList, type VListHandle } from 'virtua';
import { PersonMenu } from '@/entities/person/components/person-menu';
import { PersonSummary } from '@/entities/person/components/person-summary';
import { rolesHeld } from '@/entities/server/model/role-color';
import { RoleName } from '@/entities/server/components/role-name';
import { formatDate } from '@/shared/i18n/format';
import styles from './members-settings.module.css';

interface MemberTableProps {
  detail: ServerDetail;
  members: Member[];
  selected: ReadonlyMap<string, Member>;
  onSelect: (selected: ReadonlyMap<string, Member>) => void;
  hasMore: boolean;
  onMore: () => void;
}

/** Members in rows. Renders only the visible ones, and loads further ones while scrolling. */
export const MemberTable = (props: MemberTableProps) => {
  const { detail, members, selected, onSelect, hasMore, onMore } = props;
  const { t } = useTranslation();
  const list = useRef<VListHandle>(null);
  const others = members.filter(({ userId }) => userId !== detail.me.userId);
  const areAllSelected = others.length > 0 && others.every(({ userId }) => selected.has(userId));
  const toggle = (member: Member) => {
    const next = new Map(selected);
    if (!next.delete(member.userId)) next.set(member.userId, member);
    onSelect(next);
  };
  const loadMore = () => {
    const handle = list.current;
    const isNearEnd = handle && handle.scrollOffset + handle.viewportSize > handle.scrollSize - 400;
    if (isNearEnd && hasMore) onMore();
  };
  return (
    <div className={styles.table}>
      <div className={`${styles.row} ${styles.head}`}>
        <label className={styles.check}>
          <input
            type="checkbox"
            aria-label={t('members.table.selectAll')}
            checked={areAllSelected}
            onChange={() =>
              onSelect(new Map(areAllSelected ? [] : others.map((each) => [each.userId, each])))
            }
          />
        </label>
        <span>{t('members.table.name')}</span>
        <span className={styles.wideOnly}>{t('members.roles')}</span>
        <span className={styles.wideOnly}>{t('members.joined')}</span>
        <span />
      </div>
      <VList
        ref={list}
        role="list"
        className={styles.rows}
        onScroll={loadMore}
        aria-label={t('members.title')}
      >
        {members.map((member) => (
          <Row
            key={member.userId}
            detail={detail}
            member={member}
            isSelected={selected.has(member.userId)}
            onToggle={() => toggle(member)}
          />
        ))}
      </VList>
    </div>
  );
};

interface RowProps {
  detail: ServerDetail;
  member: Member;
  isSelected: boolean;
  onToggle: () => void;
}

/** As many as fit; the person's card shows all. */
const rolesShown = 2;

const Row = ({ detail, member, isSelected, onToggle }: RowProps) => {
  const id = useId();
  const held = rolesHeld(detail.roles, member.roleIds);
  const isMe = member.userId === detail.me.userId;
  return (
    <div role="listitem" className={styles.row} data-selected={isSelected || undefined}>
      <label className={styles.check}>
        <input
          type="checkbox"
          aria-labelledby={id}
          checked={isSelected}
          disabled={isMe}
          onChange={onToggle}
        />
      </label>
      <div id={id} className={styles.person}>
        <PersonSummary userId={member.userId} />
        <States detail={detail} member={member} />
      </div>
      <div className={`${styles.roles} ${styles.wideOnly}`}>
        {held.slice(0, rolesShown).map((role) => (
          <span key={role.roleId} className={styles.role}>
            <RoleName {...role} />
          </span>
        ))}
        {held.length > rolesShown ? <span className={styles.more}>+{held.length - rolesShown}</span> : null}
      </div>
      <span className={`${styles.joined} ${styles.wideOnly}`}>{formatDate(member.joinedAt)}</span>
      <span>
        <PersonMenu userId={member.userId} />
      </span>
    </div>
  );
};

const States = ({ detail, member }: { detail: ServerDetail; member: Member }) => {
  const { t } = useTranslation();
  const bad = `${styles.state} ${styles.bad}`;
  const states = [
    { isShown: member.userId === detail.server.ownerId, look: styles.state, label: t('members.owner') },
    { isShown: isTimedOut(member), look: bad, label: t('members.timedOut') },
    { isShown: member.isMuted, look: bad, label: t('members.muted') },
    { isShown: member.isDeafened, look: bad, label: t('members.deafened') },
    { isShown: member.isTemporary, look: styles.state, label: t('members.temporary') },
  ].filter(({ isShown }) => isShown);
  if (states.length === 0) return null;
  return (
    <span className={styles.states}>
      {states.map(({ look, label }) => (
        <span key={label} className={look}>
          {label}
        </span>
      ))}
    </span>
  );
};
