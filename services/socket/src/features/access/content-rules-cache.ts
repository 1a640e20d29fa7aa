import { createHash } from 'node:crypto';
import { compileRules, type CompiledRules } from '@maru/contracts/content-rules';
import type { ContentRule } from '@maru/contracts/http/chat/content-rules';
import type { ServerId } from '@maru/contracts/primitives';
import { bounds } from '../../config/bounds.js';
import { CachedAnswers } from '../../platform/cached-answers.js';

interface Known {
  digest: string;
  /** Upper estimate of the bytes that the compiled rules take. */
  bytes: number;
  compiled: () => CompiledRules;
}

/** Nodes of the automaton per letter, with the ends of words and a second spelling, times the bytes of a node. */
const bytesPerLetter = 48;

/** Compiles the rules on the first call and then drops their source. */
const knownOf = (rules: readonly ContentRule[], json: string, digest: string): Known => {
  let compiled: CompiledRules | undefined;
  let source: readonly ContentRule[] = rules;
  return {
    digest,
    bytes: json.length * bytesPerLetter,
    compiled: () => {
      compiled ??= compileRules(source);
      source = [];
      return compiled;
    },
  };
};

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
      bytesOf: ({ bytes }) => bytes,
    });
  }

  async of(serverId: ServerId): Promise<CompiledRules> {
    return (await this.known(serverId)).compiled();
  }

  /** Fetches the rules of a server whose channel a member opens, so that chat may be down when they write. Compiles nothing. */
  prepare(serverId: ServerId): void {
    this.known(serverId).catch(() => undefined);
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

  private known(serverId: ServerId): Promise<Known> {
    return this.servers.fresh(serverId) ?? this.servers.put(serverId, this.load(serverId));
  }

  /** Rules that have expired without a change are not compiled again. */
  private async load(serverId: ServerId): Promise<Known> {
    const before = this.servers.known(serverId);
    const rules = await this.fetch(serverId);
    const json = JSON.stringify(rules);
    const digest = createHash('sha256').update(json).digest('base64');
    const known = await before?.catch(() => undefined);
    return known?.digest === digest ? known : knownOf(rules, json, digest);
  }
}
