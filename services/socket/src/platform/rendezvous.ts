import { createHash } from 'node:crypto';

const weightOf = (key: string, node: string): string =>
  createHash('sha256').update(`${key} ${node}`).digest('base64');

/**
 * Returns the node that a key belongs to by rendezvous hashing; undefined if there are no nodes. Every node computes the same one, and when
 * a node joins or leaves, only that node's keys move.
 */
export const nodeOf = (key: string, nodes: readonly string[]): string | undefined => {
  let chosen: { node: string; weight: string } | undefined;
  for (const node of nodes) {
    const weight = weightOf(key, node);
    if (!chosen || weight > chosen.weight) chosen = { node, weight };
  }
  return chosen?.node;
};
