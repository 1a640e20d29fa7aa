/**
 * How long a call of an AWS service may take, one attempt. Without `throwOnRequestTimeout` the SDK only warns, and a service that hangs
 * holds requests, locks and connections for as long as it does.
 */
export const awsRequestHandler = {
  connectionTimeout: 2_000,
  requestTimeout: 4_000,
  throwOnRequestTimeout: true,
} as const;
