import { use, useSyncExternalStore } from 'react';
import type { Call } from '../model/call';
import { CallContext } from './call-context';

const never = () => () => undefined;

/** Returns whether the person is speaking in the call that the viewer is in. */
export const useIsSpeaking = (userId: string | undefined): boolean => {
  const speakers = use(CallContext)?.call.speakers;
  return useSyncExternalStore(
    speakers?.subscribe ?? never,
    () => userId !== undefined && (speakers?.snapshot().includes(userId) ?? false),
  );
};

/** Returns the ids of the people who are speaking in the call. */
export const useSpeakers = ({ speakers }: Call): readonly string[] =>
  useSyncExternalStore(speakers.subscribe, speakers.snapshot);
