import { z } from 'zod';

/** Input carried between the sign-in and sign-up pages. Never a password. */
export const signUpDraft = z.object({ email: z.string().optional(), nickname: z.string().optional() });
export type SignUpDraft = z.infer<typeof signUpDraft>;
