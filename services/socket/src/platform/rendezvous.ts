import { createHash } from 'node:crypto';

const weightOf = (key: string, node: string): string =>
  createHash('sha256').update(`${key} ${node}`).digest('base64');

/**
 * The node that a key belongs to by rendezvous hashing: the same one whoever asks, and when a node comes or goes, only keys move that it
 * gets or had. Undefined when there are no nodes.
 */
export const nodeOf = (key: string, nodes: readonly string[]): string | undefined => {
  let chosen: { node: string; weight: string } | undefined;
  for (const node of nodes) {
    const weight = weightOf(key, node);
    if (!chosen || weight > chosen.weight) chosen = { node, weight };
  }
  return chosen?.node;
};
