import { randomBytes } from 'node:crypto';
import type { Invite, InvitePreview } from '@maru/contracts/http/chat/invites';
import type { Server } from '@maru/contracts/http/chat/servers';
import { limits } from '@maru/contracts/limits';
import { AppError } from '@maru/service-kit/app-error';
import type { Database, IdempotentRequest } from '../../platform/database.js';
import type { AccessService } from '../access/access.service.js';
import { membersRepository } from '../../repositories/members.repository.js';
import { serversRepository } from '../../repositories/servers.repository.js';
import { invitesRepository } from '../../repositories/invites.repository.js';

const dayMs = 86_400_000;

/** 128 random bits: nobody guesses one. */
const newCode = () => randomBytes(16).toString('base64url');

export class InvitesService {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
    private readonly now: () => Date = () => new Date(),
  ) {}

  create(request: IdempotentRequest, serverId: string): Promise<Invite> {
    return this.database.transactOnce(request, async ({ db }) => {
      await this.access.requireInServer(request.userId, serverId, 'createInvite', db);
      const expiresAt = new Date(this.now().getTime() + limits.inviteMaxAgeDays * dayMs);
      return invitesRepository(db).insert({
        code: newCode(),
        serverId,
        creatorId: request.userId,
        expiresAt,
      });
    });
  }

  async preview(code: string): Promise<InvitePreview> {
    const found = await invitesRepository(this.database.prisma).findPreview(code, this.now());
    if (!found) throw new AppError('INVITE_INVALID');
    return found;
  }

  /** Joins the invite's server. Whoever is in already stays as they are. */
  accept(userId: string, code: string): Promise<Server> {
    return this.database.transact(async ({ db, record }) => {
      const members = membersRepository(db);
      const serverId = await invitesRepository(db).findServerId(code, this.now());
      if (!serverId || !(await serversRepository(db).lock(serverId))) throw new AppError('INVITE_INVALID');
      const server = await serversRepository(db).find(serverId);
      if (!server) throw new AppError('INVITE_INVALID');
      if (await members.find(serverId, userId)) return server;
      const member = await members.insert(serverId, userId);
      if ((await members.lockAndCountServersOf(userId)) > limits.serversPerUser)
        throw new AppError('SERVER_LIMIT_REACHED');
      await record({ type: 'member.joined', server, member });
      return server;
    });
  }
}
