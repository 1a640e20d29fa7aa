import { serverRoutes } from '@maru/contracts/http/chat/servers';
import type { ServerId } from '@maru/contracts/primitives';
import type { Verification } from '@maru/contracts/permission-rules';
import { useMutation } from '@tanstack/react-query';
import { call } from '@/shared/api/http';

/** Starts or ends raid mode. A push carries the new state to all tabs, this one included. */
export const useSetRaidMode = (serverId: ServerId) =>
  useMutation({
    mutationFn: (isOn: boolean) => call(serverRoutes.setRaidMode, { params: { serverId }, body: { isOn } }),
  });

export const useSetVerification = (serverId: ServerId) =>
  useMutation({
    mutationFn: (verification: Verification) =>
      call(serverRoutes.updateServer, { params: { serverId }, body: { verification } }),
  });
