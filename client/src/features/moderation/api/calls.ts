import type { ClientEventInput } from '@maru/contracts/socket/events';
import { useMutation } from '@tanstack/react-query';
import { emit } from '@/shared/api/realtime';

/** Moves a member into the call of another voice channel. */
export const useMoveInCall = () =>
  useMutation({ mutationFn: (move: ClientEventInput<'voice:move'>) => emit('voice:move', move) });

/** Ends a member's part in a call. */
export const useDisconnectFromCall = () =>
  useMutation({ mutationFn: (part: ClientEventInput<'voice:disconnect'>) => emit('voice:disconnect', part) });
