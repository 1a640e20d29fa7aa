import { LegalPage } from './legal-page';

export const Component = () => <LegalPage name="privacy" />;
