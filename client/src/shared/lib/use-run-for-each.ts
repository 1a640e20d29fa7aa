import { useEffect, useRef, useState } from 'react';
import { runForEach, type Run } from './run-for-each.js';

const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** Does something for several, one request after the other; who goes away stops it, and a second start while it runs does nothing. */
export const useRunForEach = <Id extends string>() => {
  const [run, setRun] = useState<Run<Id>>();
  const isRunning = useRef(false);
  const isStopped = useRef(false);
  const stop = () => {
    isStopped.current = true;
  };
  useEffect(() => stop, []);
  /** Resolves with how it went; undefined when it was stopped, or did not start. */
  const start = async (ids: readonly Id[], act: (id: Id) => Promise<unknown>) => {
    if (isRunning.current) return undefined;
    isRunning.current = true;
    isStopped.current = false;
    const result = await runForEach({
      ids,
      act,
      onProgress: setRun,
      isStopped: () => isStopped.current,
      wait,
    });
    isRunning.current = false;
    return isStopped.current ? undefined : result;
  };
  return { run, start, stop, forget: () => setRun(undefined) };
};
