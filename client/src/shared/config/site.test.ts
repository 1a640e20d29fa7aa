import { expect, it } from '@jest/globals';
import { readSite } from './site';

it('shows no operator facts unless they are configured', () => {
  for (const env of [undefined, {}, { VITE_CONTACT_EMAIL: '', VITE_BUSINESS_NAME: '  ' }]) {
    const { contactEmail, business } = readSite(env);
    expect([contactEmail, ...Object.values(business)].filter((value) => value !== undefined)).toEqual([]);
  }
});

it('shows what is configured, each fact on its own', () => {
  const env = { VITE_CONTACT_EMAIL: 'help@maru.test', VITE_BUSINESS_NAME: ' 마루 ', OTHER: 'x' };
  expect(readSite(env)).toMatchObject({ contactEmail: 'help@maru.test', business: { name: '마루' } });
  expect(readSite({ ...env, VITE_CONTACT_EMAIL: 'no address' })).toMatchObject({
    contactEmail: undefined,
    business: { name: '마루' },
  });
});
