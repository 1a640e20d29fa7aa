/** Upper bounds of one node's memory and patience; docs/security.md lists them. */
export const bounds = {
  /** Entries of each cache; the least recently used goes first. */
  cached: {
    memberships: 50_000,
    serverRules: 5_000,
    contentRules: 5_000,
    memberDirectories: 500,
    onlineCounts: 5_000,
  },
  /** Compiled content rules of all servers together; those of one server take less than 5 MB. */
  contentRuleBytes: 64 * 1024 * 1024,
  /** How long access that has expired still serves while its source is unreachable. */
  staleAccessMs: 5 * 60_000,
} as const;
