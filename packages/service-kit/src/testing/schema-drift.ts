import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';

/**
 * Migrations are written by hand; this reports differences between them and `schema.prisma`. It compares Prisma's own reading of
 * the schema (its DMMF) with `information_schema` of a migrated database.
 */

interface Field {
  name: string;
  dbName?: string | null;
  kind: 'scalar' | 'enum' | 'object';
  type: string;
  isRequired: boolean;
  nativeType?: [string, string[]] | null;
  relationFromFields?: string[];
  relationOnDelete?: string;
}

interface Model {
  name: string;
  dbName?: string | null;
  fields: Field[];
}

interface Index {
  model: string;
  type: 'id' | 'unique' | 'normal' | 'fulltext';
  fields: { name: string }[];
}

interface Datamodel {
  models: Model[];
  enums: { name: string; values: { name: string; dbName?: string | null }[] }[];
  indexes: Index[];
}

interface Column extends RowDataPacket {
  table: string;
  name: string;
  type: string;
  isNullable: 'YES' | 'NO';
}

interface Key extends RowDataPacket {
  table: string;
  name: string;
  isNormal: 0 | 1;
  columns: string;
}

interface ForeignKey extends RowDataPacket {
  table: string;
  columns: string;
  onDelete: string;
}

const scalarTypes: Record<string, string> = {
  String: 'varchar(191)',
  Int: 'int',
  BigInt: 'bigint',
  Boolean: 'tinyint(1)',
  DateTime: 'datetime(3)',
  Json: 'json',
  Bytes: 'longblob',
  Float: 'double',
};

const readDatamodel = async (schemaPath: string): Promise<Datamodel> => {
  // The package has no types; its result is Prisma's DMMF as JSON.
  const { get_dmmf: getDmmf } = createRequire(import.meta.url)('@prisma/prisma-schema-wasm') as {
    get_dmmf: (input: string) => string;
  };
  const prismaSchema = await readFile(schemaPath, 'utf8');
  return (JSON.parse(getDmmf(JSON.stringify({ prismaSchema }))) as { datamodel: Datamodel }).datamodel;
};

const columnType = (field: Field, { enums }: Datamodel): string => {
  if (field.kind === 'enum') {
    const values = enums.find(({ name }) => name === field.type)?.values ?? [];
    return `enum(${values.map((value) => `'${value.dbName ?? value.name}'`).join(',')})`;
  }
  if (!field.nativeType) return scalarTypes[field.type] ?? field.type;
  const [name, args] = field.nativeType;
  const base = name.toLowerCase().replace(/^unsigned(\w+)/, '$1 unsigned');
  return args.length > 0 ? `${base}(${args.join(',')})` : base;
};

/** MySQL 8 omits display widths that MariaDB shows; MariaDB's JSON is an alias of longtext. */
const normalize = (type: string): string =>
  type
    .toLowerCase()
    .replace(/\b(int|bigint|smallint)\(\d+\)/, '$1')
    .replace(/^longtext$/, 'json');

const readDatabase = async (db: Connection) => {
  const [columns] = await db.query<Column[]>(
    'SELECT TABLE_NAME `table`, COLUMN_NAME name, COLUMN_TYPE type, IS_NULLABLE isNullable FROM information_schema.columns WHERE table_schema = DATABASE()',
  );
  const [keys] = await db.query<Key[]>(
    `SELECT TABLE_NAME \`table\`, INDEX_NAME name, MIN(NON_UNIQUE) isNormal, GROUP_CONCAT(COLUMN_NAME ORDER BY SEQ_IN_INDEX) columns
     FROM information_schema.statistics WHERE table_schema = DATABASE() GROUP BY TABLE_NAME, INDEX_NAME`,
  );
  const [foreignKeys] = await db.query<ForeignKey[]>(
    `SELECT k.TABLE_NAME \`table\`, GROUP_CONCAT(k.COLUMN_NAME ORDER BY k.ORDINAL_POSITION) columns, MIN(r.DELETE_RULE) onDelete
     FROM information_schema.key_column_usage k
     JOIN information_schema.referential_constraints r ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME
     WHERE k.TABLE_SCHEMA = DATABASE() AND k.REFERENCED_TABLE_NAME IS NOT NULL GROUP BY k.TABLE_NAME, k.CONSTRAINT_NAME`,
  );
  return { columns, keys, foreignKeys };
};

type Stored = Awaited<ReturnType<typeof readDatabase>>;

const tableOf = (model: Model) => model.dbName ?? model.name;

const columnNameOf = (model: Model, fieldName: string): string => {
  const field = model.fields.find(({ name }) => name === fieldName);
  return field?.dbName ?? fieldName;
};

const columnDrift = (model: Model, datamodel: Datamodel, stored: Stored): string[] => {
  const table = tableOf(model);
  const have = new Map(
    stored.columns.filter((column) => column.table === table).map((column) => [column.name, column]),
  );
  const fields = model.fields.filter((field) => field.kind !== 'object');
  const wanted = new Set(fields.map((field) => field.dbName ?? field.name));
  const differences = fields.flatMap((field) => {
    const name = field.dbName ?? field.name;
    const column = have.get(name);
    if (!column) return [`${table}.${name} is missing`];
    const type = columnType(field, datamodel);
    return [
      ...(normalize(column.type) === normalize(type)
        ? []
        : [`${table}.${name} is ${column.type}, not ${type}`]),
      ...((column.isNullable === 'NO') === field.isRequired
        ? []
        : [`${table}.${name} differs in being required`]),
    ];
  });
  const stray = [...have.keys()].filter((name) => !wanted.has(name));
  return [...differences, ...stray.map((name) => `${table}.${name} is not in the schema`)];
};

const kindOf = (key: Key): Index['type'] => {
  if (key.name === 'PRIMARY') return 'id';
  return key.isNormal ? 'normal' : 'unique';
};

const indexDrift = (model: Model, { indexes }: Datamodel, { keys }: Stored): string[] => {
  const table = tableOf(model);
  return indexes
    .filter((index) => index.model === model.name)
    .map((index) => ({
      type: index.type,
      columns: index.fields.map(({ name }) => columnNameOf(model, name)).join(','),
    }))
    .filter(
      ({ type, columns }) =>
        !keys.some((key) => key.table === table && key.columns === columns && kindOf(key) === type),
    )
    .map(({ type, columns }) => `${table} has no ${type} index on ${columns}`);
};

const foreignKeyDrift = (model: Model, { foreignKeys }: Stored): string[] => {
  const table = tableOf(model);
  return model.fields.flatMap((field) => {
    if (!field.relationFromFields?.length) return [];
    const columns = field.relationFromFields.map((name) => columnNameOf(model, name)).join(',');
    const found = foreignKeys.find((key) => key.table === table && key.columns === columns);
    if (!found) return [`${table} has no foreign key on ${columns}`];
    const wanted = field.relationOnDelete?.toLowerCase();
    const isSame = !wanted || found.onDelete.replace(' ', '').toLowerCase() === wanted;
    return isSame ? [] : [`${table}.${columns} on delete is ${found.onDelete}, not ${wanted}`];
  });
};

/** Returns each difference between `schema.prisma` and the database at `url` as a sentence. */
export const findSchemaDrift = async ({
  url,
  schemaPath,
}: {
  url: string;
  schemaPath: string;
}): Promise<string[]> => {
  const datamodel = await readDatamodel(schemaPath);
  const db = await mysql.createConnection(url);
  try {
    const stored = await readDatabase(db);
    const known = new Set([...datamodel.models.map(tableOf), '_prisma_migrations']);
    const stray = [...new Set(stored.columns.map(({ table }) => table))].filter((table) => !known.has(table));
    return [
      ...stray.map((table) => `table ${table} is not in the schema`),
      ...datamodel.models.flatMap((model) => [
        ...columnDrift(model, datamodel, stored),
        ...indexDrift(model, datamodel, stored),
        ...foreignKeyDrift(model, stored),
      ]),
    ];
  } finally {
    await db.end();
  }
};
