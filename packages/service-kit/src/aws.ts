/**
 * Timeout of one attempt to call an AWS service. Without `throwOnRequestTimeout` the SDK only warns, and a hanging service holds
 * requests, locks and connections indefinitely.
 */
export const awsRequestHandler = {
  connectionTimeout: 2_000,
  requestTimeout: 4_000,
  throwOnRequestTimeout: true,
} as const;
