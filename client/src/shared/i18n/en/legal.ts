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
  termsText:
    '1. The service\nMaru is a service for building communities and having conversations.\n\n2. Your responsibilities\nDon’t post anything that breaks the law or violates the rights of others. You must be at least 14 years old to sign up.\n\n3. Server owners\nA server’s owner may manage it and is responsible for it. Servers can have rules of their own.\n\n4. Leaving\nYou can delete your account in Settings at any time. Sign in within seven days to restore it; after that, your account data is erased. Your messages remain, shown as from a “Deleted user”.\n\n5. Changes\nWe give notice before the service or these terms change or end.\n\n6. Memberships\nYou buy a membership a month at a time; it never renews by itself. You get a full refund within seven days if you haven’t used it, and a refund of the days that are left otherwise. Sending a message longer than 1,000 characters counts as using it. If a minor pays without a legal guardian’s consent, the minor or the guardian may cancel the payment.',
  privacyText:
    '1. What we collect\nYour email address, nickname, time of consent, access logs and device type. If you sign up with Kakao or Google: the identifier they give us and, if you agree, your email address. The profile and messages you create. If you buy a membership: records of your payments and the last four digits of your card. Toss Payments processes the payment.\n\n2. Why we use it\nOnly to sign you in, to provide the service, to protect your account and to prevent abuse.\n\n3. How long we keep it\nWe erase your account data seven days after you ask us to delete your account. Records required by law, such as access logs, are kept for as long as the law requires: contracts and payments for five years, disputes for three.\n\n4. Cookies\nWe use only the cookies that keep you signed in. There are no advertising or tracking cookies.\n\n5. Your rights\nIn Settings you can view and change your data, sign out other devices and delete your account at any time.\n\n6. Questions\nSend questions about your personal data to the address on the contact page.',
  contactText:
    'Something that happened in a server\nReport the message or member, and the server’s moderators will see it right away.\n\nThe service and your account\nFor questions about signing in, personal data or illegal content, contact the people who run this Maru.',
  noContact: 'The people who run this Maru haven’t published contact details yet.',
};
