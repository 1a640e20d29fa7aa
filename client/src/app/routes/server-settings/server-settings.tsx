import { serverId as serverIdSchema, type ServerId } from '@maru/contracts/primitives';
import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { useTranslation } from 'react-i18next';
import { Navigate, useLocation, useNavigate, useParams } from 'react-router-dom';
import { z } from 'zod';
import { isServerGone, useServer } from '@/entities/server/api/servers';
import { useOpenReports } from '@/features/moderation/api/report-queue';
import { isModerator } from '@/features/moderation/model/moderators';
import { paths } from '@/shared/config/paths';
import { useDocumentTitle } from '@/shared/lib/use-document-title';
import { useIsPhone } from '@/shared/lib/use-media-query';
import { LazyPart } from '@/shared/ui/lazy-part';
import { SettingsLayout } from '@/shared/ui/settings-layout';
import { SectionSkeleton } from '@/shared/ui/settings-section';
import { ErrorView } from '@/shared/ui/state-view';
import { sentAway } from '../../shell/sent-away';
import { OpenServer } from '../../shell/open-server';
import { sectionGroups, sectionsFor } from './sections';

const fromSchema = z.object({ from: z.string() });

/** The settings of a server over the whole window. Members who may change nothing are led back to the server. */
export const Component = () => {
  const parsed = serverIdSchema.safeParse(useParams().serverId);
  return parsed.success ? (
    <ServerSettings serverId={parsed.data} />
  ) : (
    <Navigate to={paths.servers.to()} replace />
  );
};

const ServerSettings = ({ serverId }: { serverId: ServerId }) => {
  const { data: detail, error, refetch } = useServer(serverId, { asMyself: true });
  if (isServerGone(error)) return <Navigate to={paths.servers.to()} state={sentAway} replace />;
  if (detail) {
    return (
      <OpenServer detail={detail}>
        <Sections detail={detail} />
      </OpenServer>
    );
  }
  if (error) return <ErrorView error={error} onRetry={() => void refetch()} />;
  return null;
};

const Sections = ({ detail }: { detail: ServerDetail }) => {
  const { server } = detail;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const { section } = useParams();
  const { state } = useLocation();
  useDocumentTitle(t('serverSettings.of', { name: server.name }));

  const openReports = useOpenReports(server.serverId, isModerator(detail));
  const reportsWait = { count: openReports, label: t('safety.reports.badge', { count: openReports }) };
  const sections = sectionsFor(detail);
  const [first] = sections;
  const open = sections.find(({ id }) => id === section);
  if (!first) return <Navigate to={paths.server.to(server.serverId)} replace />;
  if (!open && !(isPhone && !section)) {
    const to = paths.serverSettings.to(server.serverId, isPhone ? undefined : first.id);
    // The router's state is untyped; it is handed on as it came.
    return <Navigate to={to} state={state as unknown} replace />;
  }

  const from = fromSchema.safeParse(state);
  const close = () =>
    void navigate(from.success ? from.data.from : paths.server.to(server.serverId), { replace: true });
  const groups = sectionGroups.map((group) => ({
    id: group,
    heading: group === 'danger' ? undefined : t(`serverSettings.groups.${group}`),
    places: sections
      .filter((each) => each.group === group)
      .map(({ id, icon }) => ({
        id,
        icon,
        label: t(`serverSettings.sections.${id}`),
        to: paths.serverSettings.to(server.serverId, id),
        isDanger: group === 'danger',
        waiting: id === 'reports' && openReports > 0 ? reportsWait : undefined,
      })),
  }));
  return (
    <SettingsLayout
      title={server.name}
      groups={groups.filter(({ places }) => places.length > 0)}
      section={open?.id}
      listPath={paths.serverSettings.to(server.serverId)}
      onClose={close}
    >
      {open ? (
        <LazyPart key={open.id} placeholder={<SectionSkeleton />}>
          <open.Content detail={detail} />
        </LazyPart>
      ) : null}
    </SettingsLayout>
  );
};
