/** Plain http exists on a laptop only; there a Secure cookie would never come back. */
export const isSecureOrigin = (publicOrigin: string): boolean => publicOrigin.startsWith('https:');
