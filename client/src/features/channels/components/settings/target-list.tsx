import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonOption } from '@/entities/person/components/person-option';
import { RoleName } from '@/entities/server/components/role-name';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { isSameTarget, type Target } from '../../model/targets';
import { TargetPicker } from '../target-picker';
import styles from './permissions.module.css';

interface TargetListProps {
  detail: ServerDetail;
  targets: readonly Target[];
  chosen: Target;
  canAdd: boolean;
  onChoose: (target: Target) => void;
  onAdd: (target: Target) => void;
}

/** The roles and members that have permissions of their own here. */
export const TargetList = (props: TargetListProps) => {
  const { detail, targets, chosen, canAdd, onChoose, onAdd } = props;
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
              <TargetName detail={detail} target={target} />
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
}

const TargetName = ({ detail, target }: TargetNameProps) => {
  const { t } = useTranslation();
  if (target.targetType === 'member') return <PersonOption userId={target.targetId} />;
  const role = detail.roles.find(({ roleId }) => roleId === target.targetId);
  if (!role) return null;
  return role.position === 0 ? (
    <RoleName {...role} name={t('channelSettings.permissions.everybody')} />
  ) : (
    <RoleName {...role} />
  );
};
