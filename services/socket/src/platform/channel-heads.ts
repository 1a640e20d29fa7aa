/** The stored head of a channel. */
export interface StoredHead {
  lastSeq: number;
  changes: number;
  /** The newest message that is not a tombstone; 0 when there is none. */
  newestSeq: number;
  /** Time of the last message. The next message is never earlier, whatever the node's clock says. */
  lastCreatedAt: string;
}

export const emptyHead: StoredHead = { lastSeq: 0, changes: 0, newestSeq: 0, lastCreatedAt: '' };

/** Reads the head from a row. In rows from before `newestSeq` existed, the last message counts as the newest. */
export const headOf = (item: Record<string, unknown> | undefined): StoredHead => {
  const lastSeq = Number(item?.lastSeq ?? emptyHead.lastSeq);
  return {
    lastSeq,
    changes: Number(item?.changes ?? emptyHead.changes),
    newestSeq: Math.min(lastSeq, Number(item?.newestSeq ?? lastSeq)),
    lastCreatedAt: String(item?.lastCreatedAt ?? emptyHead.lastCreatedAt),
  };
};
