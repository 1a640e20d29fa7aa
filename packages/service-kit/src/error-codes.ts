const maxDepth = 5;

const causesOf = (value: object): unknown[] => {
  const meta: unknown = Reflect.get(value, 'meta');
  const adapterError: unknown =
    typeof meta === 'object' && meta !== null ? Reflect.get(meta, 'driverAdapterError') : undefined;
  return [Reflect.get(value, 'cause'), adapterError];
};

/** The error and its causes, among them the driver's error that Prisma keeps in `meta`. */
export const errorChain = (error: unknown, depth = 0): object[] => {
  if (typeof error !== 'object' || error === null || depth === maxDepth) return [];
  return [error, ...causesOf(error).flatMap((cause) => errorChain(cause, depth + 1))];
};

/** The codes that one link of an error chain carries. */
export const codesOf = (value: object): string[] =>
  (['code', 'errno', 'originalCode'] as const).flatMap((name) => {
    const code: unknown = name in value ? Reflect.get(value, name) : undefined;
    return typeof code === 'string' || typeof code === 'number' ? [String(code)] : [];
  });

/** True when the error, or a cause of it, carries one of these codes. */
export const hasErrorCode = (error: unknown, codes: readonly string[]): boolean =>
  errorChain(error).some((link) => codesOf(link).some((code) => codes.includes(code)));
