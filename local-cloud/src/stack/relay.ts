import { coturn } from '../backends/coturn.js';
import { hasBinary } from '../backends/native.js';
import type { PartSpec } from '../supervisor/part.js';
import type { Ports } from './ports.js';
import type { Secrets } from './secrets.js';
import type { Settings } from './setting-names.js';

interface RelayOptions {
  stateDir: string;
  ports: Ports;
  secrets: Secrets;
  settings: Settings;
  start: (spec: PartSpec) => Promise<void>;
  onWarning?: (line: string) => void;
}

/** The socket service's variables for the STUN and TURN servers of `.env`. */
const ownServers = ({ STUN_URLS, TURN_URLS, TURN_SECRET }: Settings): Record<string, string> => ({
  ...(STUN_URLS ? { STUN_URLS } : {}),
  ...(TURN_URLS ? { TURN_URLS } : {}),
  ...(TURN_SECRET ? { TURN_SECRET } : {}),
});

const localServers = ({ ports: { turn }, secrets }: RelayOptions): Record<string, string> => ({
  STUN_URLS: `stun:127.0.0.1:${turn}`,
  TURN_URLS: ['udp', 'tcp'].map((transport) => `turn:127.0.0.1:${turn}?transport=${transport}`).join(','),
  TURN_SECRET: secrets.turnSecret,
});

const startCoturn = async (options: RelayOptions): Promise<Record<string, string>> => {
  const { stateDir, ports, secrets, start, onWarning } = options;
  if (!hasBinary('turnserver')) {
    onWarning?.('Calls have no relay: coturn is not installed (sudo apt-get install coturn)');
    return {};
  }
  try {
    await start(coturn({ stateDir, port: ports.turn, secret: secrets.turnSecret }));
    return localServers(options);
  } catch (error) {
    onWarning?.(`Calls have no relay: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
};

/** Starts coturn unless `.env` names other servers; resolves with the socket service's variables. Calls work without a relay. */
export const startRelay = async (options: RelayOptions): Promise<Record<string, string>> => {
  const { settings } = options;
  const hasOwn = settings.STUN_URLS !== undefined || settings.TURN_URLS !== undefined;
  const servers = hasOwn ? ownServers(settings) : await startCoturn(options);
  const { TURN_TTL_SECONDS } = settings;
  return TURN_TTL_SECONDS ? { ...servers, TURN_TTL_SECONDS } : servers;
};
