import { z } from 'zod';

/** What was typed on another page of signing in or up and need not be typed again. Never a password. */
export const signUpDraft = z.object({ email: z.string().optional(), nickname: z.string().optional() });
export type SignUpDraft = z.infer<typeof signUpDraft>;
