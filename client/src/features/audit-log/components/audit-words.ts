import type { AuditChange } from '@maru/contracts/http/chat/audit-log';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { can, permissions } from '@maru/contracts/permissions';
import type { TFunction } from 'i18next';
import { formatDuration, formatFull } from '@/shared/i18n/format';
import { channelTitle } from '@/entities/channel/model/channel-title';

type Value = AuditChange['before'];
type Write = (value: NonNullable<Value>, t: TFunction, detail: ServerDetail) => string;

const asSpan: Write = (value, t) => (value === 0 ? t('auditLog.values.off') : formatDuration(Number(value)));
const asInstant: Write = (value) => formatFull(String(value));
const asChannel: Write = (value, _t, { channels }) => {
  const channel = channels.find(({ channelId }) => channelId === value);
  return channel ? channelTitle(channel) : String(value);
};
const asPermissions: Write = (value, t) =>
  permissions
    .filter((permission) => can(Number(value), permission))
    .map((permission) => t(`permissions.all.${permission}.label`))
    .join(', ') || t('auditLog.values.none');
const asNames: Write = (value, _t, { roles, channels }) => {
  const names = new Map<string, string>([
    ...roles.map(({ roleId, name }) => [roleId, name] as const),
    ...channels.map((channel) => [channel.channelId, channelTitle(channel)] as const),
  ]);
  return String(value)
    .split(', ')
    .map((id) => names.get(id) ?? id)
    .join(', ');
};

const words = {
  all: 'auditLog.values.all',
  mentions: 'auditLog.values.mentions',
  none: 'auditLog.values.everybody',
  settled: 'auditLog.values.settled',
  roles: 'auditLog.values.roles',
  words: 'auditLog.values.words',
  block: 'auditLog.values.block',
  flag: 'auditLog.values.flag',
  'time-out': 'auditLog.values.timeOut',
  open: 'auditLog.values.open',
  handled: 'auditLog.values.handled',
  dismissed: 'auditLog.values.dismissed',
} as const;
const asPicture: Write = (_value, t) => t('auditLog.values.picture');
const asWord: Write = (value, t) => {
  const known = Object.entries(words).find(([word]) => word === value);
  return known ? t(known[1]) : String(value);
};

const writers: Record<string, Write> = {
  slowModeSeconds: asSpan,
  timeoutSeconds: asSpan,
  timedOutUntil: asInstant,
  expiresAt: asInstant,
  iconUrl: asPicture,
  systemChannelId: asChannel,
  channelId: asChannel,
  permissions: asPermissions,
  allow: asPermissions,
  deny: asPermissions,
  exemptRoles: asNames,
  exemptChannels: asNames,
  defaultNotifications: asWord,
  verification: asWord,
  trigger: asWord,
  action: asWord,
  status: asWord,
};

/** Fields that have words. */
export const auditFields = [
  'name',
  'description',
  'defaultNotifications',
  'systemChannelId',
  'verification',
  'topic',
  'slowModeSeconds',
  'userLimit',
  'color',
  'icon',
  'iconUrl',
  'permissions',
  'isHoisted',
  'isMentionable',
  'nickname',
  'timedOutUntil',
  'expiresAt',
  'allow',
  'deny',
  'isEnabled',
  'trigger',
  'words',
  'maxMentions',
  'action',
  'timeoutSeconds',
  'exemptRoles',
  'exemptChannels',
  'status',
  'category',
  'position',
] as const;

/** The field itself; what stands behind a colon says whose it is. */
export const fieldOf = (field: string): [name: string, whose: string | undefined] => {
  const [name = field, whose] = field.split(':');
  return [name, whose];
};

/** A value of a change as people read it. */
export const valueWords = (change: AuditChange, value: Value, t: TFunction, detail: ServerDetail): string => {
  if (value === null || value === '') return t('auditLog.values.none');
  if (typeof value === 'boolean') return t(value ? 'auditLog.values.on' : 'auditLog.values.off');
  return writers[fieldOf(change.field)[0]]?.(value, t, detail) ?? String(value);
};
