/** The raw statements of a Prisma client: on its pool, or on the transaction that it is in. */
export interface SqlClient {
  $queryRaw<T>(sql: TemplateStringsArray, ...values: unknown[]): Promise<T>;
  /** Returns how many rows the statement matched. */
  $executeRaw(sql: TemplateStringsArray, ...values: unknown[]): Promise<number>;
}

/** MySQL's JSON type arrives parsed, MariaDB's (an alias of text) as a string. */
export const parseJson = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);
