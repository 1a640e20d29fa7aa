import { useMemo, useState, type ReactNode } from 'react';
import { DisconnectDialog, MoveDialog } from './dialogs/call-dialogs';
import { BulkDialog, MemberDialog, ReportMessageDialog } from './member-dialogs';
import { ModerationContext, type ModerationRequest } from './moderation-context';

/** Renders the moderation dialogs that its descendants open. */
export const ModerationProvider = ({ children }: { children: ReactNode }) => {
  const [request, setRequest] = useState<ModerationRequest>();
  const moderation = useMemo(() => ({ openDialog: setRequest }), []);
  return (
    <ModerationContext value={moderation}>
      {children}
      {request ? <RequestedDialog request={request} onClose={() => setRequest(undefined)} /> : null}
    </ModerationContext>
  );
};

interface RequestedDialogProps {
  request: ModerationRequest;
  onClose: () => void;
}

const RequestedDialog = ({ request, onClose }: RequestedDialogProps) => {
  if ('message' in request) return <ReportMessageDialog message={request.message} onClose={onClose} />;
  if ('targets' in request) return <BulkDialog {...request} onClose={onClose} />;
  if ('channelId' in request) {
    const CallDialog = request.kind === 'move' ? MoveDialog : DisconnectDialog;
    return <CallDialog {...request} onClose={onClose} />;
  }
  return <MemberDialog {...request} onClose={onClose} />;
};
