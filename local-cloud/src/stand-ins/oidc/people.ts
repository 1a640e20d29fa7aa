import { createHash } from 'node:crypto';
import { z } from 'zod';

export const providerNames = ['google', 'kakao'] as const;
export type ProviderName = (typeof providerNames)[number];

/** An account at the provider. A missing property is unknown to the provider. */
export const personInput = z.object({
  name: z.string().min(1).max(60),
  email: z.email().optional(),
  /** Google: `email_verified`; Kakao: `is_email_verified`. */
  isEmailVerified: z.boolean().default(true),
  /** Kakao only: `is_email_valid`, false if another account has taken over the address. */
  isEmailValid: z.boolean().default(true),
  /** Google only: `hd`, the Workspace domain. */
  hostedDomain: z.string().optional(),
  /** The user has withdrawn the app's access meanwhile, which invalidates the code. */
  isRevoked: z.boolean().default(false),
});
export type Person = z.output<typeof personInput> & { subject: string; note?: string };

/** The same account has the same subject at every start. */
const subjectOf = (provider: ProviderName, person: z.output<typeof personInput>): string => {
  const digest = createHash('sha256')
    .update(`${provider} ${person.email ?? ''} ${person.name}`)
    .digest();
  const number = digest.readUIntBE(0, 5) % 1_000_000_000;
  return provider === 'google' ? `11${String(number).padStart(19, '0')}` : String(3_000_000_000 + number);
};

type Sample = z.input<typeof personInput> & { note: string };

const samples: Record<ProviderName, Sample[]> = {
  google: [
    { name: '김새봄', email: 'saebom@gmail.com', note: '처음 오는 사람' },
    {
      name: '지민',
      email: 'jimin@maru.test',
      hostedDomain: 'maru.test',
      note: '같은 이메일의 계정이 있음 (Workspace)',
    },
    { name: 'Alice', email: 'alice@maru.test', note: '같은 이메일, 소유를 보장할 수 없는 도메인' },
    { name: '미확인', email: 'unverified@maru.test', isEmailVerified: false, note: '이메일 미인증' },
    { name: '철회한 사람', email: 'revoked@gmail.com', isRevoked: true, note: '연결을 철회함' },
  ],
  kakao: [
    { name: '이하나', email: 'hana@kakao.com', note: '처음 오는 사람' },
    { name: '지민', email: 'jimin@maru.test', note: '같은 이메일의 계정이 있음' },
    { name: '메일없음', note: '이메일 없음' },
    { name: '지난메일', email: 'alice@maru.test', isEmailValid: false, note: '이제는 남의 것이 된 이메일' },
    { name: '미확인', email: 'unverified@maru.test', isEmailVerified: false, note: '이메일 미인증' },
    { name: '철회한 사람', email: 'revoked@kakao.com', isRevoked: true, note: '연결을 철회함' },
  ],
};

/** The accounts of one provider, and their consents to share data with Maru. */
export class People {
  private readonly people: Person[];
  private readonly consents = new Map<string, string>();

  constructor(private readonly provider: ProviderName) {
    this.people = samples[provider].map((sample) => ({ ...this.toPerson(sample), note: sample.note }));
  }

  list(): readonly Person[] {
    return this.people;
  }

  find(subject: string): Person | undefined {
    return this.people.find((person) => person.subject === subject);
  }

  add(input: z.input<typeof personInput>): Person {
    const person = this.toPerson(input);
    const known = this.find(person.subject);
    if (known) return Object.assign(known, person);
    this.people.push(person);
    return person;
  }

  /** Returns the scopes that an account shares; `undefined` before the first consent and after unlinking. */
  consentOf(subject: string): string | undefined {
    return this.consents.get(subject);
  }

  consent(subject: string, scope: string): void {
    this.consents.set(subject, scope);
  }

  unlink(subject: string): boolean {
    return this.consents.delete(subject);
  }

  private toPerson(input: z.input<typeof personInput>): Person {
    const person = personInput.parse(input);
    return { ...person, subject: subjectOf(this.provider, person) };
  }
}
