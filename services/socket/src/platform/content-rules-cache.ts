import { createHash } from 'node:crypto';
import { compileRules, type CompiledRules } from '@maru/contracts/content-rules';
import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { ServerId } from '@maru/contracts/primitives';
import { bounds } from '../config/bounds.js';
import { CachedAnswers } from './cached-answers.js';

interface Known {
  digest: string;
  compiled: CompiledRules;
}

const digestOf = (rules: readonly ContentRule[]): string =>
  createHash('sha256').update(JSON.stringify(rules)).digest('base64');

/** Compiled content rules of the servers in which members write, within a bounded number of bytes. */
export class ContentRulesCache {
  private readonly servers: CachedAnswers<ServerId, Known>;

  constructor(
    private readonly fetch: (serverId: ServerId) => Promise<ContentRule[]>,
    options: { ttlMs: number; staleMs: number; now?: () => number },
  ) {
    this.servers = new CachedAnswers({
      ...options,
      max: bounds.cached.contentRules,
      maxBytes: bounds.contentRuleBytes,
      bytesOf: ({ compiled }) => compiled.bytes,
    });
  }

  async of(serverId: ServerId): Promise<CompiledRules> {
    const known = this.servers.fresh(serverId) ?? this.servers.put(serverId, this.load(serverId));
    return (await known).compiled;
  }

  get bytes(): number {
    return this.servers.bytes;
  }

  has(serverId: ServerId): boolean {
    return this.servers.known(serverId) !== undefined;
  }

  forget(serverId: ServerId): void {
    this.servers.forget(serverId);
  }

  clear(): void {
    this.servers.clear();
  }

  /** Rules that have only expired are compared, not compiled anew. */
  private async load(serverId: ServerId): Promise<Known> {
    const before = this.servers.known(serverId);
    const rules = await this.fetch(serverId);
    const digest = digestOf(rules);
    const known = await before?.catch(() => undefined);
    return known?.digest === digest ? known : { digest, compiled: compileRules(rules) };
  }
}
