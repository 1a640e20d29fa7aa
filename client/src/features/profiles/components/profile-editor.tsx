import {
  bio as bioSchema,
  nickname as nicknameSchema,
  tag as tagSchema,
  tagline as taglineSchema,
  type Accent,
} from '@maru/contracts/http/user/profiles';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { Banner, ProfileCard } from '@/entities/person/components/profile-card';
import { codeOf } from '@/shared/api/api-error';
import { useMe } from '@/shared/api/session-store';
import { AccentPicker } from '@/shared/ui/accent-picker';
import { Avatar } from '@/shared/ui/avatar';
import { TextArea, TextField } from '@/shared/ui/text-field';
import { UnsavedBar } from '@/shared/ui/unsaved-bar';
import { useUpdateProfile } from '../api/change-profile';
import { ProfilePicture } from './profile-picture';
import styles from './profile-editor.module.css';

const schemas = { nickname: nicknameSchema, tag: tagSchema, tagline: taglineSchema, bio: bioSchema };
type TextName = keyof typeof schemas;
type Draft = Record<TextName, string> & { accent: Accent };

// Object.keys loses the literal types of the object's keys.
const textNames = Object.keys(schemas) as TextName[];

/** One's own profile, with what others will see beside it. */
export const ProfileEditor = () => {
  const { t } = useTranslation();
  const me = useMe();
  const update = useUpdateProfile();
  const [draft, setDraft] = useState<Partial<Draft>>({});
  const value: Draft = { ...me, ...draft };
  const changed = (Object.keys(draft) as (keyof Draft)[]).filter((name) => value[name] !== me[name]);
  const invalid = textNames.filter((name) => !schemas[name].safeParse(value[name]).success);
  const isTagTaken = codeOf(update.error) === 'TAG_TAKEN' && update.error !== null;

  const set = (change: Partial<Draft>) => {
    setDraft({ ...draft, ...change });
    update.reset();
  };
  const save = () => {
    if (invalid.length > 0 || changed.length === 0) return;
    const body = Object.fromEntries(changed.map((name) => [name, value[name]]));
    update.mutate(body, {
      onSuccess: () => {
        setDraft({});
        toast.success(t('profiles.saved'));
      },
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  const field = (name: TextName) => ({
    label: t(`profiles.fields.${name}`),
    hint: t(`profiles.hints.${name}`),
    value: value[name],
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
    error: invalid.includes(name)
      ? t(`profiles.invalid.${name}`)
      : name === 'tag' && isTagTaken
        ? t('errors.TAG_TAKEN')
        : undefined,
  });

  return (
    <div className={styles.editor}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <ProfilePicture
          kind="avatar"
          hasPicture={me.avatarUrl !== null}
          preview={<Avatar id={me.userId} name={me.nickname} url={me.avatarUrl} size={72} />}
        />
        <ProfilePicture
          kind="banner"
          hasPicture={me.bannerUrl !== null}
          preview={<Banner profile={{ ...me, accent: value.accent }} className={styles.bannerPreview} />}
        />
        <TextField {...field('nickname')} autoComplete="nickname" />
        <TextField {...field('tag')} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        <TextField {...field('tagline')} autoComplete="off" />
        <TextArea {...field('bio')} rows={4} />
        <AccentPicker
          label={t('profiles.accent')}
          value={value.accent}
          onChange={(accent) => set({ accent })}
        />
      </form>
      <aside className={styles.preview} aria-label={t('profiles.preview')}>
        <ProfileCard profile={{ ...me, ...value }} />
      </aside>
      <UnsavedBar
        isDirty={changed.length > 0}
        canSave={invalid.length === 0}
        isSaving={update.isPending}
        onReset={() => setDraft({})}
        onSave={save}
      />
    </div>
  );
};
