import { membershipRoutes } from '@maru/contracts/http/user/membership';
import { subscriptionRoutes, type RegistrationId } from '@maru/contracts/http/user/subscription';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { membershipKey } from '@/entities/membership/api/membership';
import { call } from '@/shared/api/http';
import { pauseAfter, pauseOfCard } from '../model/polling';
import { isOpen, type Registration } from '../model/registration-view';
import { usePollingEnd } from './use-polling-end';

/** Registers the card, or follows the charge that it was registered for. */
const ask = async (
  registrationId: RegistrationId,
  authKey: string,
  known: Registration | undefined,
): Promise<Registration> => {
  if (!known?.order)
    return call(subscriptionRoutes.registerCard, { params: { registrationId }, body: { authKey } });
  const { orderId } = known.order;
  return { ...known, order: await call(membershipRoutes.getOrder, { params: { orderId } }) };
};

/** Registers the card that the window has returned with, and follows it, and its charge, to their end. Without a key it asks nothing. */
export const useRegistration = (registrationId: RegistrationId, authKey: string | undefined) => {
  const client = useQueryClient();
  const isOverdue = usePollingEnd();
  const queryKey = [...membershipKey, 'registration', registrationId];
  const query = useQuery({
    queryKey,
    queryFn: () => ask(registrationId, authKey ?? '', client.getQueryData<Registration>(queryKey)),
    enabled: authKey !== undefined,
    staleTime: 0,
    refetchInterval: ({ state: { data, dataUpdateCount, errorUpdateCount } }) => {
      if (!data || !isOpen(data) || isOverdue) return false;
      const answers = dataUpdateCount + errorUpdateCount;
      return data.order ? pauseAfter(answers) : pauseOfCard(answers);
    },
  });
  return { ...query, isOverdue };
};
