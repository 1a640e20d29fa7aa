import type { Account } from '@maru/contracts/http/user/account';
import { createContext, use, useState, type ReactNode } from 'react';
import { codeOf } from '@/shared/api/api-error';
import { StepUpDialog } from './step-up-dialog';

type Guarded = <T>(action: () => Promise<T>) => Promise<T>;

const StepUpContext = createContext<Guarded>((action) => action());

/** Runs an action; if it asks who one is, the person proves it and the action goes on. Rejects with the action's own error. */
export const useStepUpGuard = (): Guarded => use(StepUpContext);

interface Waiting {
  proceed: () => void;
  cancel: () => void;
}

/** Holds the one dialog for all dangerous actions below it. */
export const StepUpProvider = ({ account, children }: { account: Account; children: ReactNode }) => {
  const [waiting, setWaiting] = useState<Waiting>();

  const guard: Guarded = async (action) => {
    try {
      return await action();
    } catch (error) {
      if (codeOf(error) !== 'STEP_UP_REQUIRED') throw error;
      await new Promise<void>((resolve, reject) => {
        setWaiting({ proceed: resolve, cancel: () => reject(error) });
      });
      return action();
    }
  };
  const close = (how: keyof Waiting) => {
    waiting?.[how]();
    setWaiting(undefined);
  };

  return (
    <StepUpContext value={guard}>
      {children}
      {waiting ? (
        <StepUpDialog account={account} onProven={() => close('proceed')} onClose={() => close('cancel')} />
      ) : null}
    </StepUpContext>
  );
};
