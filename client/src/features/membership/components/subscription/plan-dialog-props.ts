import type { Subscription } from '@maru/contracts/http/user/subscription';
import type { PaidPlan } from '@maru/contracts/membership';

export interface PlanDialogProps {
  subscription: Subscription;
  to: PaidPlan;
  /** The price of that plan for a month, in won. */
  monthly: number | undefined;
  onClose: () => void;
}
