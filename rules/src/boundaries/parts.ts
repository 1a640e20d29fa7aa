type Group = 'service' | 'feature' | 'entity';

interface Target {
  part: string;
  /** Groups that importer and imported file must have in common. */
  same: readonly Group[];
}

/** A kind of file and its allowed imports. A file may always import files of the same part and groups. */
export interface Part {
  name: string;
  /** The first part whose pattern matches a path owns it; named groups separate services, features and entities. */
  files: RegExp;
  may: readonly (string | Target)[];
  /** Additional parts for its tests. */
  inTests?: readonly (string | Target)[];
  /** Allowed packages and Node modules; tests may import any. */
  packages: RegExp;
  /** Its files may read `process.env`. */
  readsEnvironment?: true;
}

/** Entities of the client, top to bottom: each may import those below it. */
export const entityOrder = ['person', 'channel', 'server', 'membership'];

const any = /./;
/** Browsers have no Node modules. */
const inBrowsers = /^(?!node:)/;
/** Models must run, and be tested, without React, a query client, a translator or a drag-and-drop library. */
export const inModels = /^(zod|idb|zustand|@sapphi-red\/web-noise-suppressor)/;
/** Databases, clouds and providers are reached through repositories, clients and the platform. */
const withoutDrivers = /^(?!@prisma\/|@aws-sdk\/|mysql2|mariadb|openid-client|nodemailer|redis|@redis\/)/;

const ofService = (part: string): Target => ({ part, same: ['service'] });
const ofFeature = (part: string): Target => ({ part, same: ['service', 'feature'] });
const ofClientFeature = (part: string): Target => ({ part, same: ['feature'] });
const ofEntity = (part: string): Target => ({ part, same: ['entity'] });

const packages = ['contracts', 'service-kit', 'service-kit environment'];
const serviceParts = [
  'service composition',
  'service context',
  'service wiring',
  'service transport',
  'service feature',
  'service repository',
  'service client',
  'service domain',
  'service database',
  'service platform',
  'service config',
].map(ofService);
const serviceTests = [...serviceParts, ofService('service testing'), 'service-kit testing'];
const belowFeatures = [
  ...packages,
  ...[
    'service repository',
    'service client',
    'service domain',
    'service platform',
    'service database',
    'service config',
  ].map(ofService),
];

const clientShared = ['contracts', 'client shared', 'client shared model'];
const clientEntities = ['client entity', 'client entity model'];
const clientFeatures = ['client feature', 'client feature model'];
const clientTests = ['client testing'];

/** Every source file belongs to one of these parts; imports that aren't allowed here are refused. */
export const parts: readonly Part[] = [
  { name: 'contracts', files: /^packages\/contracts\/src\//, may: [], packages: /^zod$/ },

  {
    name: 'service-kit testing',
    files: /^packages\/service-kit\/src\/testing\//,
    may: packages,
    packages: any,
    readsEnvironment: true,
  },
  {
    name: 'service-kit environment',
    files: /^packages\/service-kit\/src\/env\.ts$/,
    may: packages,
    packages: any,
    readsEnvironment: true,
  },
  {
    name: 'service-kit',
    files: /^packages\/service-kit\/src\//,
    may: ['contracts', 'service-kit environment'],
    inTests: ['service-kit testing'],
    packages: any,
  },

  {
    name: 'service testing',
    files: /^services\/(?<service>[^/]+)\/src\/testing\//,
    may: [...packages, ...serviceTests],
    packages: any,
    readsEnvironment: true,
  },
  {
    name: 'service config',
    files: /^services\/(?<service>[^/]+)\/src\/config\//,
    may: packages,
    inTests: serviceTests,
    packages: withoutDrivers,
    readsEnvironment: true,
  },
  {
    name: 'service composition',
    files: /^services\/(?<service>[^/]+)\/src\/([^/]+$|platform\/platform[.-](module|deps)\.ts$)/,
    may: [...packages, ...serviceParts],
    inTests: serviceTests,
    packages: any,
  },
  {
    name: 'service context',
    files: /^services\/(?<service>[^/]+)\/src\/features\/context\.ts$/,
    may: [...belowFeatures, ofService('service feature')],
    packages: withoutDrivers,
  },
  {
    name: 'service wiring',
    files: /^services\/(?<service>[^/]+)\/src\/features\/(?<feature>[^/]+)\/.*\.(feature|module)\.ts$/,
    may: [
      ...belowFeatures,
      ofFeature('service transport'),
      ...['service feature', 'service wiring', 'service context'].map(ofService),
    ],
    packages: withoutDrivers,
  },
  {
    name: 'service repository',
    files:
      /^services\/(?<service>[^/]+)\/src\/(repositories\/|features\/(?<feature>[^/]+)\/.*\.(repository|dynamo)(\.test|\.e2e\.test)?\.ts$)/,
    may: [
      ...packages,
      ofFeature('service feature'),
      ...[
        'service repository',
        'service database',
        'service platform',
        'service config',
        'service generated',
      ].map(ofService),
    ],
    inTests: serviceTests,
    packages: any,
  },
  {
    name: 'service transport',
    files:
      /^services\/(?<service>[^/]+)\/src\/features\/(?<feature>[^/]+)\/.*\.(controller|routes|router|internal|events)(\.test|\.e2e\.test)?\.ts$/,
    may: [
      ...packages,
      ...['service feature', 'service domain', 'service platform', 'service config'].map(ofService),
    ],
    inTests: serviceTests,
    packages: withoutDrivers,
  },
  {
    name: 'service feature',
    files: /^services\/(?<service>[^/]+)\/src\/features\/(?<feature>[^/]+)\//,
    may: [...belowFeatures, ofService('service feature')],
    inTests: serviceTests,
    packages: withoutDrivers,
  },
  {
    name: 'service client',
    files: /^services\/(?<service>[^/]+)\/src\/clients\//,
    may: [...packages, ...['service feature', 'service platform', 'service config'].map(ofService)],
    inTests: serviceTests,
    packages: any,
  },
  {
    name: 'service domain',
    files: /^services\/(?<service>[^/]+)\/src\/(accounts|flows|mails|places|sessions)\//,
    may: belowFeatures,
    inTests: serviceTests,
    packages: withoutDrivers,
  },
  {
    name: 'service database',
    files: /^services\/(?<service>[^/]+)\/src\/platform\/(database|prisma(\.service)?)\.ts$/,
    may: [...packages, ...['service platform', 'service config', 'service generated'].map(ofService)],
    packages: any,
  },
  {
    name: 'service platform',
    files: /^services\/(?<service>[^/]+)\/src\/platform\//,
    may: [...packages, ...['service config', 'service database'].map(ofService)],
    inTests: serviceTests,
    packages: any,
  },
  {
    name: 'service generated',
    files: /^services\/(?<service>[^/]+)\/src\/generated\//,
    may: [],
    packages: any,
  },

  {
    name: 'client testing',
    files: /^client\/src\/testing\//,
    may: [...clientShared, ...clientEntities, ...clientFeatures, 'client app'],
    packages: any,
  },
  {
    name: 'client shared model',
    files: /^client\/src\/shared\/model\//,
    may: ['contracts', 'client shared'],
    inTests: clientTests,
    packages: inModels,
  },
  {
    name: 'client shared',
    files: /^client\/src\/shared\//,
    may: ['contracts', 'client shared model'],
    inTests: clientTests,
    packages: inBrowsers,
  },
  {
    name: 'client entity model',
    files: /^client\/src\/entities\/(?<entity>[^/]+)\/model\//,
    may: clientShared,
    inTests: clientTests,
    packages: inModels,
  },
  {
    name: 'client entity',
    files: /^client\/src\/entities\/(?<entity>[^/]+)\//,
    may: [...clientShared, ofEntity('client entity model')],
    inTests: clientTests,
    packages: inBrowsers,
  },
  {
    name: 'client feature model',
    files: /^client\/src\/features\/(?<feature>[^/]+)\/model\//,
    may: [...clientShared, 'client entity model'],
    inTests: clientTests,
    packages: inModels,
  },
  {
    name: 'client feature',
    files: /^client\/src\/features\/(?<feature>[^/]+)\//,
    may: [...clientShared, ...clientEntities, ofClientFeature('client feature model')],
    inTests: clientTests,
    packages: inBrowsers,
  },
  {
    name: 'client app',
    files: /^client\/src\/(app\/|vite-env\.d\.ts$)/,
    may: [...clientShared, ...clientEntities, ...clientFeatures],
    inTests: clientTests,
    packages: inBrowsers,
  },

  { name: 'infra', files: /^infra\/src\//, may: [], packages: any },
  { name: 'dev-proxy', files: /^dev-proxy\/src\//, may: [], packages: any, readsEnvironment: true },
  {
    name: 'stand-in',
    files: /^local-cloud\/src\/(stand-ins\/|state-file\.ts$|testing\/)/,
    may: ['infra', 'dev-proxy'],
    packages: any,
    readsEnvironment: true,
  },
  {
    name: 'local-cloud',
    files: /^local-cloud\/src\//,
    may: ['stand-in', 'infra', 'dev-proxy', 'service-kit environment', 'service-kit', 'scripts'],
    packages: any,
    readsEnvironment: true,
  },
  { name: 'scripts', files: /^scripts\//, may: [], packages: /^node:/, readsEnvironment: true },
  { name: 'rules', files: /^rules\/src\//, may: [], packages: any },
  {
    name: 'bench',
    files: /^bench\/src\//,
    may: ['contracts', 'local-cloud'],
    packages: any,
    readsEnvironment: true,
  },
  {
    name: 'browser stories',
    files: /^e2e\//,
    may: ['contracts', 'local-cloud', 'configuration'],
    packages: any,
    readsEnvironment: true,
  },
  {
    name: 'configuration',
    files: /^((client|services\/[^/]+)\/)?[^/]+$/,
    may: ['local-cloud'],
    packages: any,
    readsEnvironment: true,
  },
];
