import { z } from 'zod';

const shown = z.string().trim().min(1).optional().catch(undefined);

/** The operator of this Maru, from `client/.env` at build time. Only configured facts are shown. */
const siteSchema = z.object({
  VITE_CONTACT_EMAIL: z.email().optional().catch(undefined),
  VITE_BUSINESS_NAME: shown,
  VITE_BUSINESS_REPRESENTATIVE: shown,
  VITE_BUSINESS_REGISTRATION_NUMBER: shown,
  VITE_BUSINESS_MAIL_ORDER_NUMBER: shown,
  VITE_BUSINESS_ADDRESS: shown,
  VITE_BUSINESS_PHONE: shown,
  VITE_BUSINESS_HOSTING_PROVIDER: shown,
});

export const businessFacts = [
  'name',
  'representative',
  'registrationNumber',
  'mailOrderNumber',
  'address',
  'phone',
  'hostingProvider',
] as const;
export type BusinessFact = (typeof businessFacts)[number];

interface Site {
  contactEmail: string | undefined;
  business: Partial<Record<BusinessFact, string>>;
}

export const readSite = (env: unknown): Site => {
  const values = siteSchema.catch({}).parse(env ?? {});
  return {
    contactEmail: values.VITE_CONTACT_EMAIL,
    business: {
      name: values.VITE_BUSINESS_NAME,
      representative: values.VITE_BUSINESS_REPRESENTATIVE,
      registrationNumber: values.VITE_BUSINESS_REGISTRATION_NUMBER,
      mailOrderNumber: values.VITE_BUSINESS_MAIL_ORDER_NUMBER,
      address: values.VITE_BUSINESS_ADDRESS,
      phone: values.VITE_BUSINESS_PHONE,
      hostingProvider: values.VITE_BUSINESS_HOSTING_PROVIDER,
    },
  };
};

export const site = readSite(import.meta.env);
