import { origin } from './people.js';
import { eventually } from './steps.js';

interface Part {
  name: string;
  pid: number;
  state: string;
  restarts: number;
}

// The portal of the local stack lists running parts.
const socketNodes = async (): Promise<Part[]> => {
  const parts = (await (await fetch(`${origin()}/__local/api/parts`)).json()) as Part[];
  return parts.filter((part) => part.name.startsWith('socket'));
};

/** Kills all socket nodes at once; the returned function resolves once they have been started again. */
export const killSocketNodes = async (): Promise<() => Promise<unknown>> => {
  const before = await socketNodes();
  for (const { pid } of before) process.kill(pid, 'SIGKILL');
  return () =>
    eventually(
      socketNodes,
      (nodes) =>
        nodes.every(
          (node, index) => node.state === 'ready' && node.restarts > (before[index]?.restarts ?? 0),
        ),
      120_000,
    );
};
