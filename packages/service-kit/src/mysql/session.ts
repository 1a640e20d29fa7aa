import mysql, { type QueryResult, type RowDataPacket } from 'mysql2/promise';

/** A connection of its owner's: named locks belong to a session, and a pool would share the session with other work. */
export interface Session {
  /** Rejects when the database does not answer in time. A lost session rejects every statement and is not opened anew. */
  query<T extends QueryResult>(sql: string, values?: unknown[]): Promise<T>;
  /** Waits for a named lock at most `waitSeconds`; returns whether this session has it. */
  lock(name: string, waitSeconds: number): Promise<boolean>;
  /** Frees the locks of the session. */
  close(): void;
}

export interface SessionWaits {
  /** A database that does not answer for so long is out of reach, in milliseconds. */
  silenceMs?: number;
}

interface LockRow extends RowDataPacket {
  acquired: 0 | 1 | null;
}

/** The server ends a silent session after this time and frees its locks: the node may have died without closing the connection. */
const serverPatienceSeconds = 60;
/** An idle owner of a session speaks to the server so often. */
const beatMs = (serverPatienceSeconds * 1_000) / 4;

export const openSession = async (
  databaseUrl: string,
  { silenceMs = 10_000 }: SessionWaits = {},
): Promise<Session> => {
  const connection = await mysql.createConnection({
    uri: databaseUrl,
    timezone: 'Z',
    supportBigNumbers: true,
    bigNumberStrings: true,
    connectTimeout: silenceMs,
  });
  // The loss shows in the next statement. Without a listener, the event would end the process.
  connection.on('error', () => undefined);

  const query = async <T extends QueryResult>(
    sql: string,
    values: unknown[] = [],
    waitMs = 0,
  ): Promise<T> => {
    try {
      const [result] = await connection.query<T>({ sql, values, timeout: silenceMs + waitMs });
      return result;
    } catch (error) {
      // After a timeout the connection still waits for the answer, and would keep all later statements waiting.
      if (error instanceof Error && Reflect.get(error, 'code') === 'PROTOCOL_SEQUENCE_TIMEOUT')
        connection.destroy();
      throw error;
    }
  };

  const beat = setInterval(() => void query('SELECT 1').catch(() => undefined), beatMs).unref();
  const close = () => {
    clearInterval(beat);
    // Says goodbye if nothing is under way; the connection ends in any case.
    void connection.end().catch(() => undefined);
    connection.destroy();
  };
  try {
    await query(`SET SESSION wait_timeout = ${serverPatienceSeconds}`);
  } catch (error) {
    close();
    throw error;
  }

  return {
    query: (sql, values) => query(sql, values),
    async lock(name, waitSeconds) {
      const [row] = await query<LockRow[]>(
        'SELECT GET_LOCK(?, ?) AS acquired',
        [name, waitSeconds],
        waitSeconds * 1_000,
      );
      return row?.acquired === 1;
    },
    close,
  };
};
