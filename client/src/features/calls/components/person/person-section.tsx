import '../../i18n/words';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import { CallContext } from '../call-context';
import { PersonControls } from './person-controls';
import styles from './person-section.module.css';

/** The part of a person's card about the call that the viewer is in with them. */
export const PersonSection = ({ userId }: { userId: string }) => {
  const { t } = useTranslation();
  const remote = use(CallContext)?.snapshot.remotes.find(({ member }) => member.userId === userId);
  if (!remote) return null;
  return (
    <section className={styles.section} aria-label={t('calls.person.title')}>
      <PersonControls remote={remote} />
    </section>
  );
};
