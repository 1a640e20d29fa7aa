import { isCalledSo } from '@maru/contracts/hangul-search';
import type { Ban } from '@maru/contracts/http/chat/moderation';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import type { ServerId } from '@maru/contracts/primitives';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { useProfileNames } from '@/entities/person/api/profiles';
import { PersonSummary } from '@/entities/person/components/person-summary';
import { formatDate, formatFull } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { LoadMore } from '@/shared/ui/load-more';
import { NoRecords } from '@/shared/ui/records';
import records from '@/shared/ui/records.module.css';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { TextField } from '@/shared/ui/text-field';
import { useBans, useUnban } from '../api/bans';
import styles from './ban-list.module.css';
import { OpenGateDrawing } from './safety-drawings';

/** The server's bans, each with its reason, its moderator and its end. */
export const BanList = ({ detail }: { detail: ServerDetail }) => {
  const { serverId } = detail.server;
  const { t } = useTranslation();
  const list = useBans(serverId);
  const bans = list.data?.pages.flatMap((page) => page.bans) ?? [];
  const nameOf = useProfileNames([...new Set(bans.flatMap(({ userId, bannedBy }) => [userId, bannedBy]))]);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Ban>();
  if (list.error && !list.data) return <ErrorView error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <SectionSkeleton />;
  if (bans.length === 0)
    return (
      <NoRecords
        drawing={<OpenGateDrawing />}
        title={t('safety.bans.none')}
        text={t('safety.bans.noneText')}
      />
    );
  const found = bans.filter(
    ({ userId, reason }) => isCalledSo(nameOf(userId), search) || isCalledSo(reason, search),
  );
  return (
    <>
      <TextField
        label={t('safety.bans.search')}
        type="search"
        value={search}
        placeholder={t('safety.bans.searchPlaceholder')}
        onChange={(event) => setSearch(event.target.value)}
      />
      {found.length === 0 ? <p role="status">{t('safety.bans.nobodyFound', { search })}</p> : null}
      {found.length > 0 ? (
        <ul className={records.list}>
          {found.map((ban) => (
            <li key={ban.userId} className={records.record} aria-label={nameOf(ban.userId)}>
              <div className={records.words}>
                <PersonSummary userId={ban.userId} />
                <div className={styles.terms}>
                  <span>{ban.reason || t('safety.bans.noReason')}</span>
                  <span className={records.meta}>
                    <span>{t('safety.bans.by', { name: nameOf(ban.bannedBy) })}</span>
                    <span title={formatFull(ban.createdAt)}>{formatDate(ban.createdAt)}</span>
                    <span className={records.tag} data-tone={ban.expiresAt ? 'warning' : 'danger'}>
                      {ban.expiresAt
                        ? t('safety.bans.until', { when: formatDate(ban.expiresAt) })
                        : t('safety.bans.forever')}
                    </span>
                  </span>
                </div>
              </div>
              <div className={records.actions}>
                <Button variant="secondary" onClick={() => setChosen(ban)}>
                  {t('safety.bans.lift')}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      ) : null}
      <LoadMore
        hasMore={list.hasNextPage}
        isLoading={list.isFetchingNextPage}
        onLoad={() => void list.fetchNextPage()}
      />
      {chosen ? (
        <LiftBan
          serverId={serverId}
          ban={chosen}
          name={nameOf(chosen.userId)}
          onClose={() => setChosen(undefined)}
        />
      ) : null}
    </>
  );
};

interface LiftBanProps {
  serverId: ServerId;
  ban: Ban;
  name: string;
  onClose: () => void;
}

const LiftBan = ({ serverId, ban, name, onClose }: LiftBanProps) => {
  const { t } = useTranslation();
  const unban = useUnban(serverId);
  const done = () => {
    toast.success(t('safety.bans.lifted', { name }));
    onClose();
  };
  return (
    <ConfirmDialog
      isOpen
      title={t('safety.bans.liftTitle', { name })}
      description={t('safety.bans.liftText')}
      confirmLabel={t('safety.bans.lift')}
      isBusy={unban.isPending}
      onClose={onClose}
      onConfirm={() =>
        unban.mutate(ban.userId, {
          onSuccess: done,
        })
      }
    />
  );
};
