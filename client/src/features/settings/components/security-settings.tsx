import type { Account, DeviceSession, SecurityEvent } from '@maru/contracts/http/user/account';
import { Laptop, Smartphone, Tablet } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { formatFull, formatRelative } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { SkeletonRow } from '@/shared/ui/skeleton';
import { ErrorView } from '@/shared/ui/state-view';
import { Row, Section } from '@/shared/ui/settings-section';
import blocks from '@/shared/ui/settings-section.module.css';
import { useEndOtherSessions, useEndSession, useSecurityEvents, useSessions } from '../api/use-settings';
import { TwoFactorSettings } from './two-factor-settings';

const deviceIcons = { desktop: Laptop, phone: Smartphone, tablet: Tablet } as const;

export const SecuritySettings = ({ account }: { account: Account }) => (
  <>
    <TwoFactorSettings account={account} />
    <Devices />
    <Events />
  </>
);

const useDeviceName = () => {
  const { t } = useTranslation();
  const known = (name: string) => (name === 'Unknown' ? t('settings.devices.unknown') : name);
  return ({ browser, system }: DeviceSession['device']) =>
    [...new Set([browser, system])].map(known).join(' · ');
};

const RowSkeletons = ({ count }: { count: number }) => (
  <div className={blocks.card} aria-busy="true">
    {Array.from({ length: count }, (_, index) => (
      <div key={index} className={blocks.row}>
        <SkeletonRow picture={36} lines={[180]} />
      </div>
    ))}
  </div>
);

const Devices = () => {
  const { t } = useTranslation();
  const { data, error, refetch } = useSessions();
  const endOthers = useEndOtherSessions();
  const end = () =>
    endOthers.mutate(undefined, {
      onSuccess: () => toast.success(t('settings.devices.othersEnded')),
    });
  return (
    <Section title={t('settings.devices.title')} text={t('settings.devices.text')}>
      {error && !data ? <ErrorView error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowSkeletons count={2} /> : null}
      {data ? (
        <div className={blocks.card}>
          {data.sessions.map((session) => (
            <DeviceRow key={session.sessionId} session={session} />
          ))}
        </div>
      ) : null}
      {data && data.sessions.length > 1 ? (
        <div>
          <Button variant="secondary" isBusy={endOthers.isPending} onClick={end}>
            {t('settings.devices.endOthers')}
          </Button>
        </div>
      ) : null}
    </Section>
  );
};

const DeviceRow = ({ session }: { session: DeviceSession }) => {
  const { t } = useTranslation();
  const nameOf = useDeviceName();
  const end = useEndSession();
  const { device, isCurrent, lastSeenAt, sessionId } = session;
  const Icon = deviceIcons[device.kind];
  const name = nameOf(device);
  return (
    <Row
      icon={<Icon size={18} aria-hidden="true" />}
      label={
        <>
          {name}
          {isCurrent ? <span className={blocks.badge}>{t('settings.devices.current')}</span> : null}
        </>
      }
      value={t('settings.devices.lastSeen', { when: formatRelative(lastSeenAt) })}
    >
      {isCurrent ? null : (
        <Button
          variant="secondary"
          aria-label={t('settings.devices.endOf', { device: name })}
          isBusy={end.isPending}
          onClick={() => end.mutate(sessionId)}
        >
          {t('auth.signOut')}
        </Button>
      )}
    </Row>
  );
};

const Events = () => {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useSecurityEvents();
  const events = data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <Section title={t('settings.events.title')} text={t('settings.events.text')}>
      {error && !data ? <ErrorView error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowSkeletons count={4} /> : null}
      {data ? (
        <div className={blocks.card}>
          {events.map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </div>
      ) : null}
      {hasNextPage ? (
        <div>
          <Button variant="secondary" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('members.loadMore')}
          </Button>
        </div>
      ) : null}
    </Section>
  );
};

const EventRow = ({ event }: { event: SecurityEvent }) => {
  const { t } = useTranslation();
  const nameOf = useDeviceName();
  const provider = event.detail === 'google' || event.detail === 'kakao' ? event.detail : undefined;
  const what = t(`settings.events.types.${event.type}`);
  return (
    <Row
      label={provider ? `${what} · ${t(`auth.providers.names.${provider}`)}` : what}
      value={
        <time dateTime={event.at} title={formatFull(event.at)}>
          {formatRelative(event.at)} · {nameOf(event.device)}
        </time>
      }
    />
  );
};
