import type { ApiErrorCode } from '@/shared/api/api-error';
import { codeOf } from '@/shared/api/api-error';
import { FormError } from '@/shared/ui/form-error';
import form from '@/shared/ui/form.module.css';

interface ChangeNoticeProps {
  error: Error | null;
  /** Words for codes that mean something else here than elsewhere. */
  words: Partial<Record<ApiErrorCode, string>>;
}

/** Says why a change of money was refused. */
export const ChangeNotice = ({ error, words }: ChangeNoticeProps) => {
  const text = error ? words[codeOf(error)] : undefined;
  if (!text) return <FormError error={error} />;
  return (
    <p className={form.notice} role="alert">
      {text}
    </p>
  );
};
