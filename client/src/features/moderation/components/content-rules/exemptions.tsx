import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '@/shared/ui/checkbox';
import type { RuleDraft } from '../../model/rule-draft';
import styles from './exemptions.module.css';

interface ExemptionsProps {
  detail: ServerDetail;
  draft: RuleDraft;
  onChange: (change: Partial<RuleDraft>) => void;
}

const toggled = <T,>(list: readonly T[], item: T): T[] =>
  list.includes(item) ? list.filter((each) => each !== item) : [...list, item];

/** The roles and channels that a rule exempts. */
export const Exemptions = ({ detail, draft, onChange }: ExemptionsProps) => {
  const { t } = useTranslation();
  const { exemptRoleIds, exemptChannelIds } = draft;
  const roles = detail.roles.filter(({ position }) => position > 0);
  const count = exemptRoleIds.length + exemptChannelIds.length;
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>
        {count > 0 ? t('safety.rules.exemptCount', { count }) : t('safety.rules.exempt')}
      </summary>
      <p className={styles.text}>{t('safety.rules.exemptText')}</p>
      {roles.length > 0 ? (
        <fieldset className={styles.group}>
          <legend>{t('safety.rules.exemptRoles')}</legend>
          {roles.map(({ roleId, name }) => (
            <Checkbox
              key={roleId}
              label={name}
              checked={exemptRoleIds.includes(roleId)}
              onChange={() => onChange({ exemptRoleIds: toggled(exemptRoleIds, roleId) })}
            />
          ))}
        </fieldset>
      ) : null}
      <fieldset className={styles.group}>
        <legend>{t('safety.rules.exemptChannels')}</legend>
        {detail.channels.map(({ channelId, name, type }) => (
          <Checkbox
            key={channelId}
            label={type === 'voice' ? name : `# ${name}`}
            checked={exemptChannelIds.includes(channelId)}
            onChange={() => onChange({ exemptChannelIds: toggled(exemptChannelIds, channelId) })}
          />
        ))}
      </fieldset>
    </details>
  );
};
