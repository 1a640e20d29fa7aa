import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { formatMoment } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { RadioCards } from '@/shared/ui/radio-cards';
import { Select } from '@/shared/ui/select';
import { TextField } from '@/shared/ui/text-field';
import { useTimeOut } from '../../api/moderation';
import { customSeconds, timeOutSpans, units, type TimeOutSpan, type Unit } from '../../model/spans';
import type { ModerationDialogProps } from '../../model/target';
import { ActionDialog } from './action-dialog';
import styles from './dialogs.module.css';
import { ReasonField } from './reason-field';
import { useTargetName } from './use-target-name';

// Object.keys loses the literal types that the objects have.
const spans = [...Object.keys(timeOutSpans), 'custom'] as TimeOutSpan[];
const unitNames = Object.keys(units) as Unit[];

interface TimeOutDialogProps extends ModerationDialogProps {
  /** The end of a running time-out, which the dialog can then lift. */
  timedOutUntil?: string | null;
}

/** Times members out, or ends their time-out. */
export const TimeOutDialog = ({
  serverId,
  targets,
  refusal,
  timedOutUntil,
  onDone,
  onClose,
}: TimeOutDialogProps) => {
  const { t } = useTranslation();
  const who = useTargetName(targets);
  const timeOut = useTimeOut(serverId, targets);
  const [span, setSpan] = useState<TimeOutSpan>('tenMinutes');
  const [custom, setCustom] = useState<{ amount: string; unit: Unit }>({ amount: '30', unit: 'minutes' });
  const [reason, setReason] = useState('');
  const seconds = span === 'custom' ? customSeconds(custom.amount, custom.unit) : timeOutSpans[span];

  const run = (wanted: number | null) =>
    timeOut.submit({ seconds: wanted, reason }, () => {
      toast.success(t(wanted === null ? 'moderation.timeOut.ended' : 'moderation.timeOut.done', { who }));
      onDone?.();
      onClose();
    });
  const text = timedOutUntil
    ? t('moderation.timeOut.already', { when: formatMoment(timedOutUntil) })
    : t('moderation.timeOut.text');

  return (
    <ActionDialog
      title={t('moderation.timeOut.title', { who })}
      description={refusal ? undefined : text}
      submitLabel={t(timedOutUntil ? 'moderation.timeOut.change' : 'moderation.timeOut.submit')}
      canSubmit={seconds !== undefined}
      state={timeOut.state}
      refusal={refusal}
      otherAction={
        timedOutUntil ? (
          <Button variant="secondary" disabled={timeOut.state.run?.isRunning} onClick={() => run(null)}>
            {t('moderation.timeOut.end')}
          </Button>
        ) : undefined
      }
      onSubmit={() => (seconds === undefined ? undefined : run(seconds))}
      onClose={onClose}
    >
      <RadioCards
        label={t('moderation.duration')}
        isCompact
        value={span}
        options={spans.map((value) => ({ value, label: t(`moderation.timeOut.spans.${value}`) }))}
        onChange={setSpan}
      />
      {span === 'custom' ? (
        <CustomSpan {...custom} isValid={seconds !== undefined} onChange={setCustom} />
      ) : null}
      <ReasonField value={reason} onChange={setReason} />
    </ActionDialog>
  );
};

interface CustomSpanProps {
  amount: string;
  unit: Unit;
  isValid: boolean;
  onChange: (custom: { amount: string; unit: Unit }) => void;
}

const CustomSpan = ({ amount, unit, isValid, onChange }: CustomSpanProps) => {
  const { t } = useTranslation();
  return (
    <div className={styles.custom}>
      <TextField
        label={t('moderation.timeOut.amount')}
        inputMode="numeric"
        autoComplete="off"
        value={amount}
        error={isValid ? undefined : t('moderation.timeOut.invalid')}
        onChange={(event) => onChange({ amount: event.target.value, unit })}
      />
      <Select
        label={t('moderation.timeOut.unit')}
        value={unit}
        options={unitNames.map((value) => ({ value, label: t(`moderation.timeOut.units.${value}`) }))}
        // Its options are the keys of `units`.
        onChange={(value) => onChange({ amount, unit: value as Unit })}
      />
    </div>
  );
};
