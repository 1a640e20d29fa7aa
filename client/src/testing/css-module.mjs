/** Class names are their keys. */
export default new Proxy({}, { get: (_target, key) => String(key) });
