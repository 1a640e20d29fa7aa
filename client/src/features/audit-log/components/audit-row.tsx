import type { AuditChange, AuditEntry } from '@maru/contracts/http/chat/audit-log';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatFull, formatRelative } from '@/shared/i18n/format';
import records from '@/shared/ui/records.module.css';
import { detailsOf, personIn, roleIn } from '../model/audit-targets';
import { auditIcons } from './audit-icons';
import styles from './audit-row.module.css';
import { auditFields, fieldOf, valueWords } from './audit-words';

interface AuditRowProps {
  entry: AuditEntry;
  detail: ServerDetail;
  nameOf: (userId: string) => string;
}

/** One entry as a sentence, with the values before and after on demand. */
export const AuditRow = ({ entry, detail, nameOf }: AuditRowProps) => {
  const { t } = useTranslation();
  const Icon = auditIcons[entry.action];
  const person = personIn(entry);
  const details = detailsOf(entry);
  const sentence = t(`auditLog.actions.${entry.action}`, {
    actor: nameOf(entry.actorId),
    target: person ? nameOf(person) : (entry.targetName ?? ''),
    role: roleIn(entry),
    channel: entry.targetName ?? '',
  });
  return (
    <li className={`${records.record} ${styles.row}`}>
      <span className={records.mark}>
        <Icon size={18} strokeWidth={1.75} aria-hidden="true" />
      </span>
      <div className={records.words}>
        <span className={styles.sentence}>{sentence}</span>
        {entry.reason ? (
          <span className={styles.reason}>{t('auditLog.reason', { reason: entry.reason })}</span>
        ) : null}
        <time className={records.meta} dateTime={entry.createdAt} title={formatFull(entry.createdAt)}>
          {formatRelative(entry.createdAt)}
        </time>
        {details.length > 0 ? (
          <details className={styles.details}>
            <summary>{t('auditLog.details', { count: details.length })}</summary>
            <dl className={styles.changes}>
              {details.map((change) => (
                <Change key={change.field} change={change} detail={detail} nameOf={nameOf} />
              ))}
            </dl>
          </details>
        ) : null}
      </div>
    </li>
  );
};

interface ChangeProps {
  change: AuditChange;
  detail: ServerDetail;
  nameOf: (userId: string) => string;
}

const Change = ({ change, detail, nameOf }: ChangeProps) => {
  const { t } = useTranslation();
  const [name, whose] = fieldOf(change.field);
  // A field that is newer than this page is called as the service calls it.
  const known = auditFields.find((each) => each === name);
  const role = detail.roles.find(({ roleId }) => roleId === whose);
  const label = known ? t(`auditLog.fields.${known}`) : name;
  return (
    <div className={styles.change}>
      <dt>
        {label}
        {whose ? ` · ${role?.name ?? nameOf(whose)}` : null}
      </dt>
      <dd>
        <del>{valueWords(change, change.before, t, detail)}</del>
        <ArrowRight size={14} strokeWidth={1.75} aria-label={t('auditLog.became')} />
        <ins>{valueWords(change, change.after, t, detail)}</ins>
      </dd>
    </div>
  );
};
