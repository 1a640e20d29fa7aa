import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router-dom';
import { AuthLayout } from '@/features/auth/components/auth-layout';
import { useEmailInvitePreview, useUnsubscribe } from '@/features/invites/api/email-invites';
import { InviteEndView } from '@/features/invites/components/invite-end';
import { codeOf } from '@/shared/api/api-error';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { Button, buttonClass } from '@/shared/ui/button';
import { FormError } from '@/shared/ui/form-error';
import form from '@/shared/ui/form.module.css';
import { HomeLink } from './invite-actions';

/** Stops further invites by e-mail. Needs no sign-in: the recipient may have no account. */
export const Component = () => {
  const { t } = useTranslation();
  const { token = '' } = useParams();
  const { data, error } = useEmailInvitePreview(token);
  const unsubscribe = useUnsubscribe(token);
  useDocumentTitle(t('invites.unsubscribe.title'));

  if (['INVITE_INVALID', 'VALIDATION_FAILED'].includes(codeOf(error ?? unsubscribe.error))) {
    return (
      <AuthLayout title="">
        <InviteEndView end="invalid">
          <HomeLink />
        </InviteEndView>
      </AuthLayout>
    );
  }
  if (unsubscribe.isSuccess) {
    return (
      <AuthLayout title={t('invites.unsubscribe.done')}>
        <p role="status">{t('invites.unsubscribe.doneText')}</p>
        <HomeLink />
      </AuthLayout>
    );
  }
  return (
    <AuthLayout title={t('invites.unsubscribe.title')}>
      <div className={form.form}>
        <p className={form.text}>
          {data
            ? t('invites.unsubscribe.textFor', { email: data.maskedEmail })
            : t('invites.unsubscribe.text')}
        </p>
        <FormError error={unsubscribe.error} />
        <Button size="l" isWide isBusy={unsubscribe.isPending} onClick={() => unsubscribe.mutate()}>
          {t('invites.unsubscribe.submit')}
        </Button>
        <Link to={paths.mailedInvite.to(token)} className={buttonClass({ variant: 'ghost', isWide: true })}>
          {t('invites.unsubscribe.back')}
        </Link>
      </div>
    </AuthLayout>
  );
};
