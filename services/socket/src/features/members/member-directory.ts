import type { Member } from '@maru/contracts/http/chat/members';
import type { OutboxEvent } from '@maru/contracts/internal/events';
import type { ServerId } from '@maru/contracts/primitives';
import { bounds } from '../../config/bounds.js';
import { CachedAnswers } from '../../platform/cached-answers.js';

/** The source of members: the chat service. */
export interface MemberSource {
  /** In the order in which they joined. */
  fetchMembers: (serverId: ServerId) => Promise<Member[]>;
}

/** The members of a server, by id in the order in which they joined. */
export interface ServerMembers {
  members: Map<string, Member>;
}

const applyTo = (known: ServerMembers, event: OutboxEvent): void => {
  switch (event.type) {
    case 'member.joined':
    case 'member.updated':
      known.members.set(event.member.userId, event.member);
      return;
    case 'member.left':
      known.members.delete(event.userId);
  }
};

/** Members of the servers that are watched on this node: fetched once, then kept up to date by changes. */
export class MemberDirectory {
  private readonly servers: CachedAnswers<ServerId, ServerMembers>;

  /** `ttlMs` is a backstop for lost changes. */
  constructor(
    private readonly source: MemberSource,
    ttlMs = 10 * 60_000,
  ) {
    this.servers = new CachedAnswers({ max: bounds.cached.memberDirectories, ttlMs });
  }

  /** Throws UNAVAILABLE when the chat service can't be reached. */
  membersOf(serverId: ServerId): Promise<ServerMembers> {
    return this.servers.fresh(serverId) ?? this.servers.put(serverId, this.fetch(serverId));
  }

  /** Answers only for a server whose members are known or being fetched. */
  async isMember(serverId: ServerId, userId: string): Promise<boolean> {
    const known = await this.servers.known(serverId)?.catch(() => undefined);
    return known?.members.has(userId) ?? false;
  }

  /** Applies an event. An event that arrives during the fetch is applied after it. */
  apply(serverId: ServerId, event: OutboxEvent): void {
    this.servers.known(serverId)?.then(
      (known) => applyTo(known, event),
      // The caller that asked for them gets the error.
      () => undefined,
    );
  }

  forget(serverId: ServerId): void {
    this.servers.forget(serverId);
  }

  private async fetch(serverId: ServerId): Promise<ServerMembers> {
    const members = await this.source.fetchMembers(serverId);
    return { members: new Map(members.map((member) => [member.userId, member])) };
  }
}
