import { subscriptionRoutes, type Subscription } from '@maru/contracts/http/user/subscription';
import type { PaidPlan } from '@maru/contracts/membership';
import type { RouteReply } from '@maru/contracts/route';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { membershipKey } from '@/entities/membership/api/membership';
import { call } from '@/shared/api/http';

export const subscriptionKey = [...membershipKey, 'subscription'] as const;

/** The person's subscription, or null. Asks again on each visit: charges and other tabs change it. */
export const useSubscription = () =>
  useQuery({
    queryKey: subscriptionKey,
    queryFn: async () => (await call(subscriptionRoutes.getSubscription, {})).subscription,
    refetchOnMount: 'always',
    refetchOnWindowFocus: 'always',
  });

/** Never reused: each day changes it. */
export const useUpgradeQuote = () =>
  useQuery({
    queryKey: [...membershipKey, 'upgrade'],
    queryFn: () => call(subscriptionRoutes.quoteUpgrade, {}),
    staleTime: 0,
    gcTime: 0,
  });

/** As above; each use of a perk changes it, too. */
export const useEndQuote = () =>
  useQuery({
    queryKey: [...membershipKey, 'end'],
    queryFn: () => call(subscriptionRoutes.quoteEnd, {}),
    staleTime: 0,
    gcTime: 0,
  });

interface Change<Input, Reply> {
  ask: (input: Input) => Promise<Reply>;
  onDone: (reply: Reply) => void;
  /** Otherwise a toast shows them. */
  showsErrors?: boolean;
}

/** Never waits for a connection: a change that is sent later would surprise. */
const useChange = <Input, Reply extends { subscription: Subscription | null }>({
  ask,
  onDone,
  showsErrors = false,
}: Change<Input, Reply>) => {
  const client = useQueryClient();
  return useMutation({
    meta: showsErrors ? { handledErrors: 'all' } : {},
    networkMode: 'always',
    mutationFn: ask,
    onSuccess: (reply) => {
      client.setQueryData<Subscription | null>(subscriptionKey, reply.subscription);
      onDone(reply);
    },
    onSettled: () => client.invalidateQueries({ queryKey: membershipKey }),
  });
};

type UpgradeReply = RouteReply<typeof subscriptionRoutes.upgrade>;
type OnDone = (reply: { subscription: Subscription | null }) => void;

const sendNextPlan = (plan: PaidPlan) => call(subscriptionRoutes.changeNextPlan, { body: { plan } });

export const useDowngrade = (onDone: OnDone) => useChange({ ask: sendNextPlan, onDone, showsErrors: true });

export const useKeepPlan = (onDone: OnDone) => useChange({ ask: sendNextPlan, onDone });

export const useResume = (onDone: OnDone) =>
  useChange({ ask: () => call(subscriptionRoutes.resumeSubscription, {}), onDone });

export const useUpgrade = (onDone: (reply: UpgradeReply) => void) =>
  useChange({
    ask: (amount: number) => call(subscriptionRoutes.upgrade, { body: { amount } }),
    onDone,
    showsErrors: true,
  });

/** `refund`: the amount that the member saw, for an end now; null for the end of the paid period. */
export const useCancel = (onDone: OnDone) =>
  useChange({
    ask: (refund: number | null) =>
      refund === null
        ? call(subscriptionRoutes.cancelSubscription, {})
        : call(subscriptionRoutes.endSubscription, { body: { amount: refund } }),
    onDone,
    showsErrors: true,
  });
