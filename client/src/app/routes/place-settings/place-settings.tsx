import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { ShieldHalf, SlidersHorizontal, Trash2 } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useNavigate, useParams } from 'react-router-dom';
import { toast } from 'sonner';
import { z } from 'zod';
import { serverId as serverIdSchema, type ServerId } from '@maru/contracts/primitives';
import { isServerGone, useServer } from '@/entities/server/api/servers';
import { paths, placeSections, type PlaceSection } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { useIsPhone } from '@/shared/lib/use-media-query';
import { SettingsAction, SettingsLayout } from '@/shared/ui/settings-layout';
import { ErrorView } from '@/shared/ui/state-view';
import { sentAway } from '../../shell/sent-away';

const fromSchema = z.object({ from: z.string() });

/** A channel or category as its settings need it. */
export interface SettingsPlace {
  name: string;
  canManage: boolean;
  canManageRoles: boolean;
  pathTo: (section?: PlaceSection) => string;
  /** The notice when the place disappears while its settings are open. */
  goneText: (name: string) => string;
  deleteLabel: string;
  renderDelete: (onClose: () => void) => ReactNode;
  renderSection: (section: PlaceSection) => ReactNode;
}

interface PlaceSettingsProps {
  /** The channel or category of the address; undefined when there is none (any more). */
  find: (detail: ServerDetail) => SettingsPlace | undefined;
}

/** The settings of a channel or a category over the whole window. */
export const PlaceSettings = ({ find }: PlaceSettingsProps) => {
  const parsed = serverIdSchema.safeParse(useParams().serverId);
  return parsed.success ? (
    <Loaded serverId={parsed.data} find={find} />
  ) : (
    <Navigate to={paths.servers.to()} replace />
  );
};

const changeable = (place: SettingsPlace | undefined) =>
  place && (place.canManage || place.canManageRoles) ? place : undefined;

const Loaded = ({ serverId, find }: PlaceSettingsProps & { serverId: ServerId }) => {
  const { data: detail, error, refetch } = useServer(serverId);
  const isAway = isServerGone(error);
  const place = detail && !isAway ? changeable(find(detail)) : undefined;
  const [last, setLast] = useState(place);
  const [isDeleting, setIsDeleting] = useState(false);
  if (place && place.name !== last?.name) setLast(place);
  if (place) {
    return (
      <Sections serverId={serverId} place={place} isDeleting={isDeleting} setIsDeleting={setIsDeleting} />
    );
  }
  if (isAway) return <Navigate to={paths.servers.to()} state={sentAway} replace />;
  // Do not notify the person who has just deleted it.
  if (detail) return <Gone serverId={serverId} last={isDeleting ? undefined : last} />;
  return error ? <ErrorView error={error} onRetry={() => void refetch()} /> : null;
};

/** The place has been deleted, or the viewer may no longer change it. */
const Gone = ({ serverId, last }: { serverId: ServerId; last: SettingsPlace | undefined }) => {
  const navigate = useNavigate();
  const words = last?.goneText(last.name);
  useEffect(() => {
    if (words) toast.info(words, { id: words });
    void navigate(paths.server.to(serverId), { replace: true, state: sentAway });
  }, [navigate, serverId, words]);
  return null;
};

const icons = { overview: SlidersHorizontal, permissions: ShieldHalf } as const;

interface SectionsProps {
  serverId: ServerId;
  place: SettingsPlace;
  isDeleting: boolean;
  setIsDeleting: (isDeleting: boolean) => void;
}

const Sections = ({ serverId, place, isDeleting, setIsDeleting }: SectionsProps) => {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const { section } = useParams();
  const { state } = useLocation();
  useDocumentTitle(t('channelSettings.of', { name: place.name }));

  const allowed = placeSections.filter((each) =>
    each === 'permissions' ? place.canManageRoles : place.canManage,
  );
  const open = allowed.find((each) => each === section);
  if (!open && !(isPhone && !section)) {
    const to = place.pathTo(isPhone ? undefined : allowed[0]);
    // The router's state is untyped; it is handed on as it came.
    return <Navigate to={to} state={state as unknown} replace />;
  }
  const from = fromSchema.safeParse(state);
  const close = () =>
    void navigate(from.success ? from.data.from : paths.server.to(serverId), { replace: true });
  const places = allowed.map((each) => ({
    id: each,
    icon: icons[each],
    label: t(`channelSettings.sections.${each}`),
    to: place.pathTo(each),
  }));
  return (
    <SettingsLayout
      title={place.name}
      groups={[{ id: 'place', places }]}
      section={open}
      listPath={place.pathTo()}
      onClose={close}
      footer={
        place.canManage ? (
          <SettingsAction icon={Trash2} label={place.deleteLabel} onSelect={() => setIsDeleting(true)} />
        ) : null
      }
    >
      {open ? place.renderSection(open) : null}
      {isDeleting ? place.renderDelete(() => setIsDeleting(false)) : null}
    </SettingsLayout>
  );
};
