import { jest } from '@jest/globals';
import type { RouteContract } from '@maru/contracts/route';

interface Sent {
  operation: string;
  /** Parameters, query and body as the call was given them. */
  input: Record<string, unknown>;
}

/** Answers of the services by operation; one that throws refuses. */
export type Answers = Record<string, (input: never) => unknown>;

/** Replaces the services by answers. Import the modules that call them afterwards. Returns the requests, oldest first. */
export const mockHttp = (answers: Answers): Sent[] => {
  const sent: Sent[] = [];
  jest.unstable_mockModule('@/shared/api/http', () => ({
    call: async ({ operationId }: RouteContract, input: Record<string, unknown>) => {
      sent.push({ operation: operationId, input });
      const answer = answers[operationId];
      if (!answer) throw new Error(`no answer for ${operationId}`);
      return answer(input as never);
    },
    refreshSession: async () => undefined,
  }));
  return sent;
};
