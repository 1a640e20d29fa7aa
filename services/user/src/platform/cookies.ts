/** Plain http exists in local development only, where a Secure cookie would never be returned. */
export const isSecureOrigin = (publicOrigin: string): boolean => publicOrigin.startsWith('https:');
