import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { Copy, Share2, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { codeOf } from '@/shared/api/api-error';
import { paths } from '@/shared/config/paths';
import { errorWords } from '@/shared/errors/error-words';
import { formatDuration } from '@/shared/i18n/format';
import { Button } from '@/shared/ui/button';
import { TextField } from '@/shared/ui/text-field';
import { useInviteLink } from '../api/invites';
import { useHandOut } from './use-hand-out';
import { usualOptions, type InviteOptions } from '../model/invite-options';
import styles from './invite-dialog.module.css';
import { InvitesShut } from './invites-shut';
import { LinkOptions } from './link-options';

/** A link to hand out: a fresh one each time the dialog opens, or another with other options. */
export const InviteByLink = ({ detail }: { detail: ServerDetail }) => {
  const { t } = useTranslation();
  const [{ options, key }, setWanted] = useState(() => ({ options: usualOptions, key: crypto.randomUUID() }));
  const [isChanging, setIsChanging] = useState(false);
  const { data, error } = useInviteLink(detail.server.serverId, options, key);
  const { copy, share } = useHandOut(detail.server.name);
  const link = data ? location.origin + paths.invite.to(data.code) : '';

  const make = (next: InviteOptions) => {
    setWanted({ options: next, key: crypto.randomUUID() });
    setIsChanging(false);
  };
  if (codeOf(error) === 'INVITES_PAUSED') return <InvitesShut reason="paused" />;
  if (isChanging) {
    return (
      <LinkOptions detail={detail} options={options} onMake={make} onBack={() => setIsChanging(false)} />
    );
  }
  return (
    <>
      <TextField
        label={t('invites.link')}
        readOnly
        value={link}
        placeholder={error ? undefined : t('common.loading')}
        error={error ? errorWords(t, error) : undefined}
        onFocus={(event) => event.target.select()}
        trailing={
          <Button disabled={!link} variant={share ? 'secondary' : 'primary'} onClick={() => copy(link)}>
            <Copy size={16} aria-hidden="true" />
            {t('common.copy')}
          </Button>
        }
      />
      {share ? (
        <Button size="l" isWide disabled={!link} onClick={() => share(link)}>
          <Share2 size={18} aria-hidden="true" />
          {t('invites.share')}
        </Button>
      ) : null}
      <LinkSummary detail={detail} options={options} />
      <Button variant="secondary" isWide onClick={() => setIsChanging(true)}>
        <SlidersHorizontal size={16} aria-hidden="true" />
        {t('invites.change')}
      </Button>
    </>
  );
};

/** The options of the link, one per line. */
const LinkSummary = ({ detail, options }: { detail: ServerDetail; options: InviteOptions }) => {
  const { t } = useTranslation();
  const { maxAgeSeconds, maxUses, channelId, roleId, isTemporary } = options;
  const channel = detail.channels.find((each) => each.channelId === channelId);
  const role = detail.roles.find((each) => each.roleId === roleId);
  const lines = [
    maxAgeSeconds === null
      ? t('invites.summary.never')
      : t('invites.summary.age', { span: formatDuration(maxAgeSeconds) }),
    maxUses === null ? t('invites.summary.noLimit') : t('invites.summary.uses', { count: maxUses }),
    channel && t('invites.summary.landing', { name: channel.name }),
    role && t('invites.summary.role', { name: role.name }),
    isTemporary && t('invites.summary.temporary'),
  ];
  return (
    <ul className={styles.summary}>{lines.map((line) => (line ? <li key={line}>{line}</li> : null))}</ul>
  );
};
