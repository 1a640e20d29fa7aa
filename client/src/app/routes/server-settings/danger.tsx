import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { DeleteServer } from '@/features/servers/components/settings/delete-server';
import { TransferServer } from '@/features/servers/components/settings/transfer-server';

/** Actions that cannot be undone. */
export const DangerSection = ({ detail: { server } }: { detail: ServerDetail }) => (
  <>
    <TransferServer server={server} />
    <DeleteServer server={server} />
  </>
);
