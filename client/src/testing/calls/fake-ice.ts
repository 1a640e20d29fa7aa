import type { VirtualClock } from './virtual-clock.js';

const disconnectedMs = 5_000;
const failedMs = 15_000;

/** One end of the network: a connection. */
export interface IceEnd {
  readonly isClosed: boolean;
  readonly connectionState: RTCPeerConnectionState;
  readonly credentials: { local: string; remote: string } | undefined;
  knowsCandidate(ufrag: string): boolean;
  setConnectionState(state: RTCPeerConnectionState): void;
}

interface Watched {
  unreachableSince: number | undefined;
  /** The credentials with which it failed: only others can connect it again. */
  failedWith: string | undefined;
}

/** The network between fake connections: two are connected once they have each other's credentials and one knows a candidate of the other. */
export class FakeIce {
  private isCut = false;
  private readonly connections = new Map<IceEnd, Watched>();
  private fragments = 0;
  private isDue = false;
  private isWaiting = false;

  constructor(
    private readonly clock: VirtualClock,
    private readonly random: () => number,
  ) {}

  add(connection: IceEnd) {
    this.connections.set(connection, { unreachableSince: undefined, failedWith: undefined });
  }

  now() {
    return this.clock.now();
  }

  newUfrag() {
    this.fragments += 1;
    return `u${String(this.fragments).padStart(4, '0')}`;
  }

  delay() {
    return new Promise<void>((resolve) => this.clock.setTimeout(resolve, this.random() * 15));
  }

  gather(emit: (candidate: string | null) => void) {
    const delays = [this.random() * 40, this.random() * 200];
    for (const ms of delays) this.clock.setTimeout(() => emit(`candidate:${String(Math.round(ms))}`), ms);
    this.clock.setTimeout(() => emit(null), Math.max(...delays) + 1);
  }

  cut(isCut: boolean) {
    this.isCut = isCut;
    this.changed();
  }

  /** The connection at the other end: it uses the same credentials. */
  peerOf(connection: IceEnd): IceEnd | undefined {
    const own = connection.credentials;
    if (!own || connection.isClosed) return undefined;
    return [...this.connections.keys()].find(
      (other) =>
        !other.isClosed && other.credentials?.local === own.remote && other.credentials.remote === own.local,
    );
  }

  changed() {
    if (this.isDue) return;
    this.isDue = true;
    this.clock.setTimeout(() => {
      this.isDue = false;
      this.look();
    }, 5);
  }

  private lookAgain() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.clock.setTimeout(() => {
      this.isWaiting = false;
      this.look();
    }, 500);
  }

  private look() {
    for (const [connection, watched] of this.connections) {
      if (connection.isClosed) this.connections.delete(connection);
      else this.update(connection, watched);
    }
  }

  private update(connection: IceEnd, watched: Watched) {
    const own = connection.credentials;
    if (!own) return;
    const pair = `${own.local} ${own.remote}`;
    if (connection.connectionState === 'new' || (watched.failedWith && watched.failedWith !== pair)) {
      watched.failedWith = undefined;
      connection.setConnectionState('connecting');
      watched.unreachableSince = this.clock.now();
    }
    if (watched.failedWith) return;
    if (this.isReachable(connection)) {
      watched.unreachableSince = undefined;
      connection.setConnectionState('connected');
    } else this.lose(connection, { watched, pair });
  }

  private isReachable(connection: IceEnd) {
    const peer = this.peerOf(connection);
    if (!peer || this.isCut) return false;
    const knows = (one: IceEnd, other: IceEnd) => one.knowsCandidate(other.credentials?.local ?? '');
    return knows(connection, peer) || knows(peer, connection);
  }

  private lose(connection: IceEnd, { watched, pair }: { watched: Watched; pair: string }) {
    watched.unreachableSince ??= this.clock.now();
    const lostFor = this.clock.now() - watched.unreachableSince;
    if (lostFor >= failedMs) {
      watched.failedWith = pair;
      connection.setConnectionState('failed');
    } else if (lostFor >= disconnectedMs && connection.connectionState === 'connected') {
      connection.setConnectionState('disconnected');
    }
    if (lostFor < failedMs) this.lookAgain();
  }
}
