import { useState } from 'react';
import type { OpenCall } from '../call-context';
import { useSpeakers } from '../use-speakers';

/** The other person who spoke last, so that the picture doesn't change with every pause. */
export const useLastSpeaker = ({ call, snapshot }: OpenCall): string | undefined => {
  const [last, setLast] = useState<string>();
  const speakers = useSpeakers(call);
  const others = snapshot.remotes.map(({ member }) => member.userId as string);
  const speaking = speakers.filter((userId) => others.includes(userId));
  const [first] = speaking;
  // The person on the screen stays there while they speak.
  if (first !== undefined && (last === undefined || !speaking.includes(last))) setLast(first);
  return last;
};
