import type { accountRoutes } from '@maru/contracts/http/user/account';
import { limits } from '@maru/contracts/limits';
import type { RouteReply } from '@maru/contracts/route';
import { readPage } from '@maru/service-kit/page';
import { Injectable } from '@nestjs/common';
import { SecurityEventsRepository } from '../../repositories/security-events.repository.js';

/** The security events of an account, for its owner. */
@Injectable()
export class SecurityEventsService {
  constructor(private readonly events: SecurityEventsRepository) {}

  async list(userId: string, cursor?: string): Promise<RouteReply<typeof accountRoutes.listSecurityEvents>> {
    const { rows: events, nextCursor } = await readPage({
      limit: limits.securityEventPage,
      read: (limit) => this.events.page(userId, { before: cursor, limit }),
      cursorOf: ({ id }) => id,
    });
    return { events, nextCursor };
  }
}
