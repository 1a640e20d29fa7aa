import { CardChangePage } from '@/features/membership/components/cards/card-change-page';
import { useAccount } from '@/features/settings/api/use-settings';
import { StepUpProvider, useStepUpGuard } from '@/features/settings/components/step-up';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { useVisitResult } from '../settings/use-visit-result';
import { PaymentPage } from './payment-page';

export const Component = () => {
  useVisitResult();
  return (
    <PaymentPage>
      <StepUpCardChange />
    </PaymentPage>
  );
};

const StepUpCardChange = () => {
  const { data: account, error, refetch } = useAccount();
  if (error && !account) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!account) return <SectionSkeleton />;
  return (
    <StepUpProvider account={account}>
      <GuardedCardChange />
    </StepUpProvider>
  );
};

const GuardedCardChange = () => <CardChangePage guard={useStepUpGuard()} />;
