import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { isSameTarget, type Target } from '../../model/targets';
import { RoleName, TargetPicker } from '../target-picker';
import styles from './permissions.module.css';

interface TargetListProps {
  detail: ServerDetail;
  targets: readonly Target[];
  chosen: Target;
  canAdd: boolean;
  onChoose: (target: Target) => void;
  onAdd: (target: Target) => void;
  renderPerson: (userId: string) => ReactNode;
}

/** The roles and members that something is decided for. */
export const TargetList = (props: TargetListProps) => {
  const { detail, targets, chosen, canAdd, onChoose, onAdd, renderPerson } = props;
  const { t } = useTranslation();
  const [isAdding, setIsAdding] = useState(false);
  return (
    <div className={styles.side}>
      <h3 className={styles.sideTitle}>{t('channelSettings.permissions.who')}</h3>
      <ul className={styles.targets}>
        {targets.map((target) => (
          <li key={target.targetId}>
            <button
              type="button"
              className={styles.target}
              aria-pressed={isSameTarget(target, chosen)}
              onClick={() => onChoose(target)}
            >
              <TargetName detail={detail} target={target} renderPerson={renderPerson} />
            </button>
          </li>
        ))}
      </ul>
      {canAdd ? (
        <Button variant="secondary" onClick={() => setIsAdding(true)}>
          <Plus size={16} aria-hidden="true" />
          {t('channelSettings.permissions.add')}
        </Button>
      ) : null}
      <Dialog
        isOpen={isAdding}
        title={t('channelSettings.permissions.addTitle')}
        onClose={() => setIsAdding(false)}
      >
        <TargetPicker
          detail={detail}
          chosen={[]}
          without={targets}
          renderPerson={renderPerson}
          onToggle={(target) => {
            setIsAdding(false);
            onAdd(target);
          }}
        />
      </Dialog>
    </div>
  );
};

interface TargetNameProps {
  detail: ServerDetail;
  target: Target;
  renderPerson: (userId: string) => ReactNode;
}

const TargetName = ({ detail, target, renderPerson }: TargetNameProps) => {
  const { t } = useTranslation();
  if (target.targetType === 'member') return renderPerson(target.targetId);
  const role = detail.roles.find(({ roleId }) => roleId === target.targetId);
  if (!role) return null;
  return role.position === 0 ? (
    <RoleName role={{ ...role, name: t('channelSettings.permissions.everybody') }} />
  ) : (
    <RoleName role={role} />
  );
};
