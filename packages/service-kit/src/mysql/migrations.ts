import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';

/**
 * Applies `migrations/<name>/migration.sql` with the bookkeeping of `prisma migrate deploy` (its table, checksums and lock), so
 * that Prisma's own command can take over at any time. We can't use that command everywhere: its engine is a binary that is
 * downloaded at run time.
 */
export interface MigrateOptions {
  url: string;
  /** The folder with one folder per migration. */
  directory: string;
  log?: (line: string) => void;
}

interface MigrationRow extends RowDataPacket {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
}

// A verbatim copy of the table that Prisma's engine creates.
const createTable = `CREATE TABLE _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         DATETIME(3),
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      DATETIME(3),
  started_at          DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  applied_steps_count INTEGER UNSIGNED NOT NULL DEFAULT 0
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A checkout may have converted line endings; that isn't a change. */
const hasChecksum = (sql: string, checksum: string) =>
  [sql, sql.replaceAll('\r\n', '\n'), sql.replaceAll('\n', '\r\n')].some((text) => sha256(text) === checksum);

const readHistory = async (db: Connection): Promise<MigrationRow[]> => {
  const [tables] = await db.query<RowDataPacket[]>('SHOW TABLES');
  const names = tables.map((row) => String(Object.values(row)[0]));
  if (!names.includes('_prisma_migrations')) {
    if (names.length > 0) throw new Error('P3005: the database is not empty and has no migration history');
    await db.query(createTable);
  }
  const [rows] = await db.query<MigrationRow[]>(
    'SELECT * FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  const failed = rows.filter((row) => !row.finished_at).map((row) => row.migration_name);
  if (failed.length > 0) throw new Error(`P3009: failed before: ${failed.join(', ')}`);
  return rows;
};

const apply = async (db: Connection, name: string, sql: string): Promise<void> => {
  const id = randomUUID();
  // Written before the migration runs: a crash leaves a row that shows it.
  await db.query('INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES (?, ?, ?)', [
    id,
    sha256(sql),
    name,
  ]);
  try {
    await db.query(sql);
  } catch (error) {
    await db.query('UPDATE _prisma_migrations SET logs = ? WHERE id = ?', [String(error), id]);
    throw new Error(`P3018: ${name} failed: ${String(error)}`, { cause: error });
  }
  await db.query(
    'UPDATE _prisma_migrations SET applied_steps_count = 1, finished_at = CURRENT_TIMESTAMP(3) WHERE id = ?',
    [id],
  );
};

const applyMissing = async (db: Connection, { directory, log }: MigrateOptions): Promise<string[]> => {
  const known = new Map((await readHistory(db)).map((row) => [row.migration_name, row.checksum]));
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const applied: string[] = [];
  for (const name of names) {
    const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8');
    const checksum = known.get(name);
    if (checksum === undefined) {
      await apply(db, name, sql);
      applied.push(name);
    } else if (!hasChecksum(sql, checksum)) log?.(`${name} was changed after it had been applied`);
  }
  return applied;
};

/**
 * Applies missing migrations in order of name and returns their names. Of two concurrent runs, one works; the other waits and
 * finds nothing left.
 */
export const migrate = async (options: MigrateOptions): Promise<string[]> => {
  const db = await mysql.createConnection({ uri: options.url, multipleStatements: true, timezone: 'Z' });
  try {
    const [[lock]] = await db.query<RowDataPacket[]>("SELECT GET_LOCK('prisma_migrate', 10) AS acquired");
    if (lock?.acquired !== 1) throw new Error('P1002: another migration holds the lock');
    return await applyMissing(db, options);
  } finally {
    // Closing the connection also releases the lock.
    await db.end();
  }
};
