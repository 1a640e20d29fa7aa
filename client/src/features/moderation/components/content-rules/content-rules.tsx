import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import { AtSign, Plus, WholeWord } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { NoRecords } from '@/shared/ui/records';
import records from '@/shared/ui/records.module.css';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { Switch } from '@/shared/ui/switch';
import { useContentRules, useUpdateContentRule } from '../../api/content-rules';
import { ContentRuleDialog } from './content-rule-dialog';
import { RuleTrial } from './rule-trial';
import { SieveDrawing } from '../safety-drawings';

/** The server's content rules, and a field to try them. */
export const ContentRules = ({ detail }: { detail: ServerDetail }) => {
  const { t } = useTranslation();
  const { data: rules, error, refetch } = useContentRules(detail.server.serverId);
  // `null`: a new rule.
  const [edited, setEdited] = useState<ContentRule | null>();
  if (error && !rules) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!rules) return <SectionSkeleton />;
  return (
    <>
      <div className={records.notice}>
        <p>{t('safety.rules.text')}</p>
        <Button disabled={rules.length >= limits.contentRulesPerServer} onClick={() => setEdited(null)}>
          <Plus size={16} aria-hidden="true" />
          {t('safety.rules.create')}
        </Button>
      </div>
      {rules.length === 0 ? (
        <NoRecords
          drawing={<SieveDrawing />}
          title={t('safety.rules.none')}
          text={t('safety.rules.noneText')}
        />
      ) : (
        <>
          <ul className={records.list}>
            {rules.map((rule) => (
              <RuleRow key={rule.contentRuleId} rule={rule} onEdit={() => setEdited(rule)} />
            ))}
          </ul>
          <RuleTrial rules={rules} />
        </>
      )}
      {edited === undefined ? null : (
        <ContentRuleDialog detail={detail} rule={edited} onClose={() => setEdited(undefined)} />
      )}
    </>
  );
};

const RuleRow = ({ rule, onEdit }: { rule: ContentRule; onEdit: () => void }) => {
  const { t } = useTranslation();
  const update = useUpdateContentRule(rule.serverId);
  const { contentRuleId, name, trigger, action, timeoutSeconds, isEnabled } = rule;
  const Icon = trigger.kind === 'words' ? WholeWord : AtSign;
  return (
    <li className={records.record} aria-label={name}>
      <span className={records.mark}>
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <div className={records.words}>
        <b>{name}</b>
        <span className={records.meta}>
          <span>
            {trigger.kind === 'words'
              ? t('safety.rules.wordCount', { count: trigger.words.length })
              : t('safety.rules.mentionCount', { count: trigger.max })}
          </span>
          <span className={records.tag} data-tone={action === 'flag' ? 'warning' : 'danger'}>
            {action === 'time-out'
              ? t('safety.rules.timeOutFor', { span: formatDuration(timeoutSeconds) })
              : t(`safety.rules.actions.${action}.label`)}
          </span>
        </span>
      </div>
      <div className={records.actions}>
        <Button variant="secondary" onClick={onEdit}>
          {t('common.edit')}
        </Button>
        <Switch
          label={t('safety.rules.enabled', { name })}
          isOn={update.isPending ? (update.variables.isEnabled ?? isEnabled) : isEnabled}
          onChange={(next) => update.mutate({ contentRuleId, isEnabled: next })}
        />
      </div>
    </li>
  );
};
