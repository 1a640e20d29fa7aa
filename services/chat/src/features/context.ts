import type { ImageStore } from '@maru/service-kit/images/image-store';
import type { Logger } from '@maru/service-kit/logger';
import type { Mailer } from '@maru/service-kit/mail/mailer';
import type { Presence } from '../clients/presence.client.js';
import type { SocketService } from '../clients/socket-service.client.js';
import type { UserService } from '../clients/user-service.client.js';
import type { Database } from '../platform/database.js';
import type { AccessService } from './access/access.service.js';
import type { KeyRing } from '@maru/service-kit/key-ring';

/** The dependencies that features are built from. */
export interface Context {
  database: Database;
  access: AccessService;
  socket: SocketService;
  users: UserService;
  presence: Presence;
  images: ImageStore;
  mailer: Mailer;
  /** Seals and opens invite links. */
  inviteKeys: KeyRing;
  /** Key of the hashes of e-mail addresses. */
  emailHashKey: string;
  publicOrigin: string;
  log: Logger;
}
