import type { EnglishWords } from '../ko.js';

/** Texts of the legal and contact pages. */
export const legal: EnglishWords['legal'] = {
  links: 'Terms and contact',
  terms: 'Terms of Service',
  privacy: 'Privacy Policy',
  contact: 'Contact',
  tagline: 'Maru, an open floor where people gather',
  business: {
    name: 'Company',
    representative: 'Representative',
    registrationNumber: 'Business registration no.',
    mailOrderNumber: 'Mail-order business no.',
    address: 'Address',
    phone: 'Phone',
    hostingProvider: 'Hosting provider',
    email: 'Email',
    missing: 'Not set (development)',
    check: 'Check business registration',
  },
  noContact: 'The people who run this Maru haven’t published contact details yet.',
};
