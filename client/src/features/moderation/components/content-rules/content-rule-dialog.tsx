import { contentRuleName, type ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { formatDuration } from '@/shared/i18n/format';
import { useIdempotencyKey } from '@/shared/lib/use-idempotency-key';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { FormError } from '@/shared/ui/form-error';
import form from '@/shared/ui/form.module.css';
import { RadioCards } from '@/shared/ui/radio-cards';
import { Segmented } from '@/shared/ui/segmented';
import { Select } from '@/shared/ui/select';
import { TextField } from '@/shared/ui/text-field';
import {
  useContentRules,
  useCreateContentRule,
  useDeleteContentRule,
  useUpdateContentRule,
} from '../../api/content-rules';
import { isDraftValid, lettersWith, toRule } from '../../model/rule-draft';
import { Exemptions } from './exemptions';
import { useRuleDraft } from './use-rule-draft';
import { WordsField } from './words-field';

interface ContentRuleDialogProps {
  detail: ServerDetail;
  /** `null`: a new rule. */
  rule: ContentRule | null;
  onClose: () => void;
}

const timeouts = [60, 300, 600, 3_600, 86_400, 604_800];
const actions = ['block', 'flag', 'time-out'] as const;

/** Edits a rule: its trigger, its action and its exemptions. */
export const ContentRuleDialog = ({ detail, rule, onClose }: ContentRuleDialogProps) => {
  const { t } = useTranslation();
  const { serverId } = detail.server;
  const { draft, set } = useRuleDraft(rule);
  const [wasTried, setWasTried] = useState(false);
  const keyOf = useIdempotencyKey();
  const create = useCreateContentRule(serverId);
  const update = useUpdateContentRule(serverId, { handledErrors: 'all' });
  const isBusy = create.isPending || update.isPending;
  const { data: rules = [] } = useContentRules(serverId);
  const letters = lettersWith(draft, { rules, edited: rule });

  const done = () => {
    toast.success(t('safety.rules.saved'));
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (!isDraftValid(draft) || letters > limits.blockedLettersPerServer || isBusy) return;
    const terms = toRule(draft);
    if (rule) update.mutate({ contentRuleId: rule.contentRuleId, ...terms }, { onSuccess: done });
    else create.mutate({ ...terms, idempotencyKey: keyOf(terms) }, { onSuccess: done });
  };
  return (
    <Dialog isOpen title={t(rule ? 'safety.rules.edit' : 'safety.rules.create')} onClose={onClose}>
      <form className={form.form} onSubmit={submit} noValidate>
        <TextField
          label={t('safety.rules.name')}
          placeholder={t('safety.rules.namePlaceholder')}
          value={draft.name}
          maxLength={limits.contentRuleName.max}
          onChange={(event) => set({ name: event.target.value })}
          error={
            wasTried && !contentRuleName.safeParse(draft.name).success
              ? t('safety.rules.nameInvalid')
              : undefined
          }
          autoComplete="off"
        />
        <Segmented
          label={t('safety.rules.kind')}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
          options={[
            { value: 'words', label: t('safety.rules.kinds.words') },
            { value: 'mentions', label: t('safety.rules.kinds.mentions') },
          ]}
        />
        {draft.kind === 'words' ? (
          <WordsField
            words={draft.words}
            letters={letters}
            wasTried={wasTried}
            onChange={(words) => set({ words })}
          />
        ) : (
          <Select
            label={t('safety.rules.max')}
            hint={t('safety.rules.maxHint')}
            value={String(draft.max)}
            onChange={(value) => set({ max: Number(value) })}
            options={[1, 2, 3, 5, 8, 10, 15, 20, 30, 50].map((max) => ({
              value: String(max),
              label: t('safety.rules.maxOption', { count: max }),
            }))}
          />
        )}
        <RadioCards
          label={t('safety.rules.action')}
          value={draft.action}
          onChange={(action) => set({ action })}
          options={actions.map((value) => ({
            value,
            label: t(`safety.rules.actions.${value}.label`),
            text: t(`safety.rules.actions.${value}.text`),
          }))}
        />
        {draft.action === 'time-out' ? (
          <Select
            label={t('safety.rules.timeout')}
            value={String(draft.timeoutSeconds)}
            onChange={(value) => set({ timeoutSeconds: Number(value) })}
            options={[...new Set([...timeouts, draft.timeoutSeconds])]
              .toSorted((a, b) => a - b)
              .map((seconds) => ({ value: String(seconds), label: formatDuration(seconds) }))}
          />
        ) : null}
        <Exemptions detail={detail} draft={draft} onChange={set} />
        <FormError error={create.error ?? update.error} />
        <Button type="submit" size="l" isWide isBusy={isBusy}>
          {t('common.save')}
        </Button>
        {rule ? <DeleteRule rule={rule} onDeleted={onClose} /> : null}
      </form>
    </Dialog>
  );
};

/** Confirms in place, instead of in a second dialog above this one. */
const DeleteRule = ({ rule, onDeleted }: { rule: ContentRule; onDeleted: () => void }) => {
  const { t } = useTranslation();
  const [isAsking, setIsAsking] = useState(false);
  const remove = useDeleteContentRule(rule.serverId);
  const done = () => {
    toast.success(t('safety.rules.deleted', { name: rule.name }));
    onDeleted();
  };
  if (!isAsking) {
    return (
      <Button variant="ghost" isWide onClick={() => setIsAsking(true)}>
        {t('safety.rules.delete')}
      </Button>
    );
  }
  return (
    <Button
      variant="danger"
      isWide
      isBusy={remove.isPending}
      onClick={() =>
        remove.mutate(rule.contentRuleId, {
          onSuccess: done,
        })
      }
    >
      {t('safety.rules.deleteSure', { name: rule.name })}
    </Button>
  );
};
