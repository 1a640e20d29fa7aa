import type { Server, ServerDetail } from '@maru/contracts/http/chat/servers';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { writeServer } from '@/entities/server/api/servers';
import { formatFull } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { ConfirmDialog } from '@/shared/ui/confirm-dialog';
import { RadioCards } from '@/shared/ui/radio-cards';
import { Section } from '@/shared/ui/settings-section';
import { useSetRaidMode, useSetVerification } from '../api/safety';
import styles from './server-safety.module.css';

const levels = ['none', 'settled', 'roles'] as const;

/** Raid mode, and the verification that the server asks of new members. */
export const ServerSafety = ({ detail: { server } }: { detail: ServerDetail }) => {
  const { t } = useTranslation();
  const verify = useSetVerification(server.serverId);
  const isShut = server.raidModeSince !== null;
  return (
    <>
      <RaidMode server={server} />
      <Section title={t('safety.verification.title')} text={t('safety.verification.text')}>
        {isShut ? <p className={styles.overruled}>{t('safety.verification.overruled')}</p> : null}
        <RadioCards
          label={t('safety.verification.label')}
          value={verify.isPending ? verify.variables : server.verification}
          onChange={(verification) =>
            verify.mutate(verification, {
              onSuccess: (next) => {
                writeServer(next);
                toast.success(t('safety.verification.saved'));
              },
            })
          }
          options={levels.map((value) => ({
            value,
            label: t(`safety.verification.levels.${value}.label`),
            text: t(`safety.verification.levels.${value}.text`),
          }))}
        />
      </Section>
    </>
  );
};

const RaidMode = ({ server }: { server: Server }) => {
  const { t } = useTranslation();
  const [isAsking, setIsAsking] = useState(false);
  const set = useSetRaidMode(server.serverId);
  const since = server.raidModeSince;
  const change = (isOn: boolean) =>
    set.mutate(isOn, {
      onSuccess: (next) => {
        writeServer(next);
        setIsAsking(false);
        toast.success(t(isOn ? 'safety.raid.started' : 'safety.raid.ended'));
      },
    });
  const Icon = since ? ShieldAlert : ShieldCheck;
  return (
    <section className={styles.raid} data-on={since ? true : undefined} aria-label={t('safety.raid.title')}>
      <Icon size={28} strokeWidth={1.75} aria-hidden="true" />
      <div className={styles.words}>
        <h3>{t(since ? 'safety.raid.isOn' : 'safety.raid.title')}</h3>
        <p role="status">
          {since ? t('safety.raid.since', { when: formatFull(since) }) : t('safety.raid.text')}
        </p>
        <ul className={styles.consequences}>
          <li>{t('safety.raid.noJoining')}</li>
          <li>{t('safety.raid.noWriting')}</li>
          <li>{t('safety.raid.staff')}</li>
        </ul>
      </div>
      {since ? (
        <Button isBusy={set.isPending} onClick={() => change(false)}>
          {t('safety.raid.end')}
        </Button>
      ) : (
        <Button variant="danger" onClick={() => setIsAsking(true)}>
          {t('safety.raid.start')}
        </Button>
      )}
      {isAsking ? (
        <ConfirmDialog
          isOpen
          title={t('safety.raid.ask', { name: server.name })}
          description={t('safety.raid.askText')}
          confirmLabel={t('safety.raid.start')}
          isBusy={set.isPending}
          onClose={() => setIsAsking(false)}
          onConfirm={() => change(true)}
        />
      ) : null}
    </section>
  );
};
