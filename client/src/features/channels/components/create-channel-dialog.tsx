import type { ChannelType } from '@maru/contracts/channel-type';
import { channelName } from '@maru/contracts/http/chat/channels';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { categoryId as categoryIdSchema, type CategoryId } from '@maru/contracts/primitives';
import { Hash, Megaphone, Volume2 } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { limits } from '@maru/contracts/limits';
import { ChannelIcon } from '@/entities/channel/components/channel-icon';
import { useIdempotencyKey } from '@/shared/lib/use-idempotency-key';
import { Button } from '@/shared/ui/button';
import { Dialog } from '@/shared/ui/dialog';
import { FormError } from '@/shared/ui/form-error';
import { RadioCards } from '@/shared/ui/radio-cards';
import { Select } from '@/shared/ui/select';
import { SwitchRow } from '@/shared/ui/switch';
import { TextField } from '@/shared/ui/text-field';
import { useCreateChannel } from '../api/channels';
import { accessIn } from '@/entities/channel/model/access';
import { isSameTarget, type Target } from '../model/targets';
import styles from './create-dialogs.module.css';
import { ChosenTargets, TargetPicker } from './target-picker';
import { useOpenChannel } from './use-open-channel';

interface CreateChannelDialogProps {
  detail: ServerDetail;
  categoryId: CategoryId | null;
  onClose: () => void;
}

/** Creates a channel and opens it. A second click creates no second channel. */
export const CreateChannelDialog = ({ detail, categoryId, onClose }: CreateChannelDialogProps) => {
  const { t } = useTranslation();
  const { serverId } = detail.server;
  const create = useCreateChannel(serverId);
  const openChannel = useOpenChannel();
  const [type, setType] = useState<ChannelType>('text');
  const [name, setName] = useState('');
  const [home, setHome] = useState(categoryId);
  const [isPrivate, setIsPrivate] = useState(false);
  const [viewers, setViewers] = useState<Target[]>([]);
  const [wasTried, setWasTried] = useState(false);
  const keyOf = useIdempotencyKey();
  const isValid = channelName.safeParse(name).success;

  const toggle = (target: Target) =>
    setViewers((all) =>
      all.some((each) => isSameTarget(each, target))
        ? all.filter((each) => !isSameTarget(each, target))
        : [...all, target],
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setWasTried(true);
    if (!isValid || create.isPending) return;
    const me: Target = { targetType: 'member', targetId: detail.me.userId };
    const body = {
      name: name.trim(),
      type,
      categoryId: home,
      // The creator always sees their private channel.
      viewers: isPrivate ? [...viewers.filter((each) => !isSameTarget(each, me)), me] : [],
    };
    create.mutate(
      { ...body, idempotencyKey: keyOf(body) },
      {
        onSuccess: (channel) => {
          onClose();
          openChannel(channel);
        },
      },
    );
  };

  return (
    <Dialog isOpen title={t('channels.create')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <RadioCards
          label={t('channels.type')}
          value={type}
          onChange={setType}
          options={[
            { value: 'text', label: t('channels.text'), text: t('channels.textHint'), icon: Hash },
            { value: 'voice', label: t('channels.voice'), text: t('channels.voiceHint'), icon: Volume2 },
            {
              value: 'announcement',
              label: t('channels.announcement'),
              text: t('channels.announcementHint'),
              icon: Megaphone,
            },
          ]}
        />
        <TextField
          label={t('channels.name')}
          placeholder={t('channels.namePlaceholder')}
          value={name}
          maxLength={limits.channelName.max}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
          error={wasTried && !isValid ? t('channels.nameInvalid') : undefined}
          hint={isValid ? <Preview type={type} name={name.trim()} /> : undefined}
        />
        <CategorySelect detail={detail} value={home} onChange={setHome} />
        <SwitchRow
          label={t('channels.private')}
          text={t('channels.privateHint')}
          isOn={isPrivate}
          onChange={setIsPrivate}
        />
        {isPrivate ? (
          <div className={styles.viewers}>
            <ChosenTargets detail={detail} chosen={viewers} onRemove={toggle} />
            <TargetPicker
              detail={detail}
              chosen={viewers}
              onToggle={toggle}
              without={[{ targetType: 'member', targetId: detail.me.userId }]}
            />
          </div>
        ) : null}
        <FormError error={create.error} />
        <div className={styles.actions}>
          <Button variant="secondary" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" isBusy={create.isPending}>
            {t('channels.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

const Preview = ({ type, name }: { type: ChannelType; name: string }) => {
  const { t } = useTranslation();
  return (
    <span className={styles.preview}>
      <span className="visually-hidden">{t('channels.looks')}</span>
      <ChannelIcon type={type} size={16} />
      <span className={styles.name}>{name}</span>
    </span>
  );
};

interface CategorySelectProps {
  detail: ServerDetail;
  value: CategoryId | null;
  onChange: (categoryId: CategoryId | null) => void;
}

const CategorySelect = ({ detail, value, onChange }: CategorySelectProps) => {
  const { t } = useTranslation();
  const access = accessIn(detail);
  const categories = detail.categories.filter(({ categoryId }) => access(categoryId).canManage);
  if (categories.length === 0) return null;
  return (
    <Select
      label={t('channels.category.label')}
      value={value ?? ''}
      onChange={(next) => onChange(next ? categoryIdSchema.parse(next) : null)}
      options={[
        { value: '', label: t('channels.category.none') },
        ...categories.map(({ categoryId, name }) => ({ value: categoryId, label: name })),
      ]}
    />
  );
};
