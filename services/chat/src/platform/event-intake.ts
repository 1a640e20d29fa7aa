import { eventRoutes, type OutboxEvent } from '@maru/contracts/internal/events';
import { route, type BoundRoute } from '@maru/service-kit/http/mount-routes';

/** A feature that handles other services' events, which come in order and at least once. */
export interface EventReceiver {
  apply(events: readonly OutboxEvent[]): Promise<void>;
}

/** Passes the events of the user and socket services to each feature that handles some of them. */
export const eventIntake = (...receivers: readonly EventReceiver[]): BoundRoute =>
  route(eventRoutes.deliverEvents, async ({ body }) => {
    for (const receiver of receivers) await receiver.apply(body.events);
  });
