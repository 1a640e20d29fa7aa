import type { Adapter, AdapterConstructor, AdapterPayload } from 'oidc-provider';

/** The provider's pending interactions, in memory: they last for minutes, and a restart may drop them. */
export const createMemoryAdapter = (): AdapterConstructor => {
  const rows = new Map<string, { payload: AdapterPayload; expiresAt: number }>();
  const get = (key: string): AdapterPayload | undefined => {
    const row = rows.get(key);
    return row && row.expiresAt > Date.now() ? row.payload : undefined;
  };
  const find = (model: string, isIt: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    const payloads = [...rows.keys()].filter((key) => key.startsWith(`${model}:`)).map(get);
    return payloads.find((payload) => payload && isIt(payload));
  };

  return class MemoryAdapter implements Adapter {
    constructor(private readonly model: string) {}

    async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
      rows.set(this.key(id), { payload, expiresAt: Date.now() + expiresIn * 1000 });
    }

    async find(id: string): Promise<AdapterPayload | undefined> {
      return get(this.key(id));
    }

    async findByUid(uid: string): Promise<AdapterPayload | undefined> {
      return find(this.model, (payload) => payload.uid === uid);
    }

    async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
      return find(this.model, (payload) => payload.userCode === userCode);
    }

    async consume(id: string): Promise<void> {
      const payload = get(this.key(id));
      if (payload) payload.consumed = Math.floor(Date.now() / 1000);
    }

    async destroy(id: string): Promise<void> {
      rows.delete(this.key(id));
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      for (const [key, { payload }] of rows) if (payload.grantId === grantId) rows.delete(key);
    }

    private key(id: string): string {
      return `${this.model}:${id}`;
    }
  };
};
