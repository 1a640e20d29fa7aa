import type { ServerDetail } from '@maru/contracts/http/chat/servers';
import { noteId as noteIdSchema } from '@maru/contracts/socket/notes';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useOutletContext, useParams } from 'react-router-dom';
import { NoteDocument } from '@/features/notes/components/note-document';
import { paths } from '@/shared/config/paths';
import { buttonClass } from '@/shared/ui/button';
import { SpeechDrawing, StateView } from '@/shared/ui/state-view';
import { MessageContributions } from '../../shell/message-contributions';
import styles from '../../shell/shell.module.css';
import { ConversationSkeleton } from '../../shell/shell-skeleton';

/** The document of a meeting note, for members who may see its voice channel. */
export const Component = () => {
  const { channelId, noteId } = useParams();
  const detail = useOutletContext<ServerDetail | undefined>();
  const navigate = useNavigate();
  const { key } = useLocation();
  if (!detail) return <ConversationSkeleton />;
  const channel = detail.channels.find((each) => each.channelId === channelId);
  const parsed = noteIdSchema.safeParse(noteId);
  if (!channel || !parsed.success) return <NoteNotFound serverId={detail.server.serverId} />;
  const { serverId } = detail.server;
  // The first page of a visit has no page before it.
  const back = () =>
    key === 'default'
      ? void navigate(paths.channel.to(serverId, channel.channelId), { replace: true })
      : void navigate(-1);
  return (
    <main className={styles.main}>
      <MessageContributions>
        <NoteDocument key={parsed.data} channel={channel} noteId={parsed.data} onBack={back} />
      </MessageContributions>
    </main>
  );
};

const NoteNotFound = ({ serverId }: { serverId: string }) => {
  const { t } = useTranslation();
  return (
    <main className={styles.main}>
      <StateView
        drawing={<SpeechDrawing />}
        title={t('notes.document.missing')}
        text={t('notes.document.missingText')}
        action={
          <Link className={buttonClass({ variant: 'secondary' })} to={paths.server.to(serverId)} replace>
            {t('channels.back')}
          </Link>
        }
      />
    </main>
  );
};
