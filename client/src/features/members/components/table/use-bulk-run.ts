import type { ServerId } from '@maru/contracts/primitives';
import { useEffect, useRef, useState } from 'react';
import { doToMember, type BulkAction } from '../../api/member-table';
import { runForEach, type BulkRun } from '../../model/run-for-each';

const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** Does something to many members, one request after the other; leaving the page stops it. */
export const useBulkRun = (serverId: ServerId) => {
  const [run, setRun] = useState<BulkRun>();
  const isStopped = useRef(false);
  const stop = () => {
    isStopped.current = true;
  };
  useEffect(() => stop, []);
  const start = (ids: string[], action: BulkAction) => {
    isStopped.current = false;
    void runForEach({
      ids,
      act: doToMember(serverId, action),
      onProgress: setRun,
      isStopped: () => isStopped.current,
      wait,
    });
  };
  return { run, start, stop, forget: () => setRun(undefined) };
};
