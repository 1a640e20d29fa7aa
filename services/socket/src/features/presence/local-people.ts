interface Here {
  sockets: number;
  leaving?: NodeJS.Timeout;
}

interface LocalPeopleOptions {
  /** Milliseconds a person without a socket still counts, so that a reload is no absence. */
  graceMs: number;
  onCame: (userId: string) => void;
  onWent: (userId: string) => void;
}

/** The people with a socket on this node. */
export class LocalPeople {
  private readonly people = new Map<string, Here>();

  constructor(private readonly options: LocalPeopleOptions) {}

  has(userId: string): boolean {
    return this.people.has(userId);
  }

  list(): string[] {
    return [...this.people.keys()];
  }

  connected(userId: string): void {
    const here = this.people.get(userId);
    if (here) {
      clearTimeout(here.leaving);
      here.sockets += 1;
      return;
    }
    this.people.set(userId, { sockets: 1 });
    this.options.onCame(userId);
  }

  disconnected(userId: string): void {
    const here = this.people.get(userId);
    if (!here) return;
    here.sockets -= 1;
    if (here.sockets > 0) return;
    here.leaving = setTimeout(() => {
      this.people.delete(userId);
      this.options.onWent(userId);
    }, this.options.graceMs).unref();
  }

  stop(): void {
    for (const { leaving } of this.people.values()) clearTimeout(leaving);
    this.people.clear();
  }
}
