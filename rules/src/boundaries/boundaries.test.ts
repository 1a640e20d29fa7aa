import { describe, expect, it } from '@jest/globals';
import { foldersIn, listFiles, readSource } from '../sources.js';
import {
  buildGraph,
  circleProblems,
  featureGraph,
  findProblems,
  importProblems,
  importsOf,
  isCode,
  modelProblems,
  readsEnvironment,
} from './check.js';
import { readsTime, timeRefusal } from './clock.js';
import { environmentRefusal, placeOf } from './judge.js';
import { entityOrder } from './parts.js';

const files = listFiles();
const knownFiles = new Set(files);
const graph = buildGraph(files);

/** Returns a file of the folder that is neither a test nor a declaration. */
const someFileIn = (folder: string, kind = /\.tsx?$/): string => {
  const found = files.find(
    (path) =>
      path.startsWith(folder) && kind.test(path) && !/\.(test|d|repository|dynamo|module)\.tsx?$/.test(path),
  );
  if (!found) throw new Error(`no file in ${folder}`);
  return found;
};

/** Returns what the rules say about a file with this source, as if it were in the repository. */
const plant = (path: string, source: string): string[] => {
  const imports = importsOf(path, source, knownFiles);
  const planted = new Map([[path, imports]]);
  return [
    ...importProblems(planted),
    ...(path.includes('/model/') ? modelProblems(new Map([...graph, ...planted]), [path]) : []),
  ];
};

const relative = (from: string, to: string): string =>
  `${'../'.repeat(from.split('/').length - 1)}${to}`.replace(/\.tsx?$/, '.js');

const alias = (path: string): string => path.replace(/^client\/src\//, '@/').replace(/\.tsx?$/, '');

/** Each way in which a file can name another. */
const waysToImport = (path: string, specifier: string): string[] => [
  `import { x } from '${specifier}';`,
  `import '${specifier}';`,
  `export * from '${specifier}';`,
  `export const later = () => import('${specifier}');`,
  ...(path.endsWith('.mjs')
    ? []
    : [
        `import type { X } from '${specifier}';`,
        `export type { X } from '${specifier}';`,
        `export type Y = import('${specifier}').X;`,
      ]),
];

const expectRefused = (path: string, specifier: string): void => {
  for (const source of waysToImport(path, specifier))
    expect([source, plant(path, source)]).toEqual([source, [expect.any(String)]]);
};

const clientFeatures = foldersIn('client/src/features/', files);
const entities = foldersIn('client/src/entities/', files);
const services = foldersIn('services/', files);
const featuresOf = (service: string) => foldersIn(`services/${service}/src/features/`, files);
const serviceFeatures = services.flatMap((service) =>
  featuresOf(service).map((feature) => [service, feature] as const),
);

describe('the repository', () => {
  it('breaks no boundary', () => expect(findProblems(files)).toEqual([]));

  it('has a part for every source file', () =>
    expect(files.filter((path) => isCode(path) && !placeOf(path))).toEqual([]));
});

describe('a new folder', () => {
  it.each(['client/src/widgets/card.tsx', 'services/chat/src/helpers/text.ts', 'tools/src/main.ts'])(
    'is refused until it has a rule: %s',
    (path) =>
      expect(plant(path, `import '${relative(path, 'packages/contracts/src/limits.ts')}';`)).toHaveLength(1),
  );
});

describe.each(clientFeatures)('client feature %s', (feature) => {
  const folder = `client/src/features/${feature}`;

  it.each(clientFeatures.filter((other) => other !== feature))('may not import feature %s', (other) => {
    const target = someFileIn(`client/src/features/${other}/`);
    for (const file of [
      'planted.ts',
      'components/planted.tsx',
      'components/deep/planted.tsx',
      'api/planted.ts',
    ]) {
      expectRefused(`${folder}/${file}`, alias(target));
      expectRefused(`${folder}/${file}`, relative(`${folder}/${file}`, target));
    }
  });

  it('may not import the app', () =>
    expectRefused(`${folder}/components/planted.tsx`, alias(someFileIn('client/src/app/'))));

  it.each([
    'react',
    'react-dom/client',
    '@tanstack/react-query',
    'i18next',
    'react-i18next',
    '@dnd-kit/core',
    'lucide-react',
  ])('keeps %s out of its models', (name) => {
    for (const source of waysToImport(`${folder}/model/planted.ts`, name))
      expect(plant(`${folder}/model/planted.ts`, source)).not.toEqual([]);
  });

  it('keeps indirect imports of frameworks out of its models', () =>
    expect(
      plant(`${folder}/model/planted.ts`, `import { useMediaQuery } from '@/shared/lib/use-media-query';`),
    ).toEqual([expect.stringContaining('npm:react')]));

  it('keeps its components out of its models', () =>
    expect(
      plant(`${folder}/model/planted.ts`, `import '${alias(someFileIn(`${folder}/components/`))}';`),
    ).not.toEqual([]));

  it('shares only contracts with services', () => {
    for (const name of ['@maru/service-kit/ids', '@maru/local-cloud/state-file', 'node:fs']) {
      expectRefused(`${folder}/components/planted.tsx`, name);
    }
    for (const service of services) {
      const path = `${folder}/components/planted.tsx`;
      expectRefused(path, relative(path, someFileIn(`services/${service}/src/platform/`)));
    }
    expect(plant(`${folder}/components/planted.tsx`, `import '@maru/contracts/limits';`)).toEqual([]);
  });

  it('may be imported by the app', () =>
    expect(plant('client/src/app/planted.tsx', `import '${alias(someFileIn(`${folder}/`))}';`)).toEqual([]));

  it('may not be imported by shared code or entities', () => {
    for (const path of [
      'client/src/shared/ui/planted.tsx',
      ...entities.map((entity) => `client/src/entities/${entity}/planted.tsx`),
    ]) {
      expectRefused(path, alias(someFileIn(`${folder}/`)));
    }
  });
});

describe('client entities', () => {
  it('all have a place in the order', () => expect([...entities].sort()).toEqual([...entityOrder].sort()));

  it.each(entityOrder)('%s may import only the entities below it', (entity) => {
    const path = `client/src/entities/${entity}/planted.tsx`;
    for (const other of entityOrder.filter((one) => one !== entity)) {
      const specifier = alias(someFileIn(`client/src/entities/${other}/`));
      if (entityOrder.indexOf(other) > entityOrder.indexOf(entity)) {
        expect(plant(path, `import '${specifier}';`)).toEqual([]);
      } else {
        expectRefused(path, specifier);
      }
    }
  });
});

describe.each(serviceFeatures)('%s feature %s', (service, feature) => {
  const folder = `services/${service}/src/features/${feature}`;
  const path = `${folder}/planted.service.ts`;

  it.each(services.filter((other) => other !== service))('may not import service %s', (other) =>
    expectRefused(path, relative(path, someFileIn(`services/${other}/src/platform/`))),
  );

  it("may not import another feature's transport", () => {
    const transport = /\.(controller|routes|router|internal|events)\.ts$/;
    const isForeign = (file: string) =>
      file.startsWith(`services/${service}/src/features/`) && !file.startsWith(`${folder}/`);
    for (const target of files.filter((file) => isForeign(file) && transport.test(file))) {
      expectRefused(path, relative(path, target));
      expectRefused(`${folder}/planted.controller.ts`, relative(path, target));
    }
  });

  it.each([
    '@prisma/client',
    '@aws-sdk/client-s3',
    '@aws-sdk/lib-dynamodb',
    'mysql2',
    'openid-client',
    'redis',
  ])('reaches %s through repositories, clients and the platform only', (name) => {
    expectRefused(path, name);
    expectRefused(`${folder}/planted.controller.ts`, name);
  });

  it("may not import Prisma's row types", () =>
    expectRefused(path, relative(path, `services/${service}/src/generated/prisma/client.ts`)));

  it('may not be imported by platform, configuration or repositories', () => {
    const target = someFileIn(`${folder}/`);
    for (const below of ['platform/planted.ts', 'config/planted.ts', 'repositories/planted.repository.ts']) {
      expectRefused(`services/${service}/src/${below}`, relative(`services/${service}/src/${below}`, target));
    }
  });

  it('may not import the client, stand-ins, stories or tests', () => {
    for (const target of [
      'client/src/app/router.tsx',
      'local-cloud/src/stack/ports.ts',
      'e2e/src/people.ts',
      'infra/src/cognito-triggers/events.ts',
    ]) {
      expectRefused(path, relative(path, target));
    }
    expectRefused(path, relative(path, someFileIn(`services/${service}/src/testing/`)));
  });
});

describe.each([
  [
    'contracts',
    'packages/contracts/src/planted.ts',
    ['react', 'node:crypto', '@maru/service-kit/ids', 'ulid'],
  ],
  [
    'service-kit',
    'packages/service-kit/src/planted.ts',
    ['@maru/infra/cognito-triggers/events', '@maru/local-cloud/state-file', '@maru/service-kit/testing/fuzz'],
  ],
  ['infra', 'infra/src/planted.ts', ['@maru/contracts/limits', '@maru/service-kit/ids']],
  ['dev-proxy', 'dev-proxy/src/planted.ts', ['@maru/contracts/limits', '@maru/local-cloud/state-file']],
  [
    'a stand-in',
    'local-cloud/src/stand-ins/planted.ts',
    ['@maru/contracts/limits', '@maru/service-kit/ids', '../stack/ports.js'],
  ],
  [
    'local-cloud',
    'local-cloud/src/stack/planted.ts',
    ['@maru/contracts/limits', '../../../services/chat/src/compose.js'],
  ],
  ['bench', 'bench/src/planted.ts', ['../../services/chat/src/compose.js', '@maru/service-kit/ids']],
  ['a story', 'e2e/src/planted.ts', ['../../services/chat/src/compose.js', '../../client/src/app/router.js']],
  ['scripts', 'scripts/planted.mjs', ['express', '../local-cloud/src/state-file.js']],
  ['rules', 'rules/src/planted.ts', ['@maru/contracts/limits']],
])('%s', (_name, path, specifiers) => {
  it.each(specifiers)('may not import %s', (specifier) => expectRefused(path, specifier));
});

describe('circles', () => {
  it('are found through type imports', () => {
    const circle = new Map([
      ['a.ts', importsOf('a.ts', `import type { B } from './b.js';`, new Set(['b.ts']))],
      ['b.ts', ['c.ts']],
      ['c.ts', ['a.ts', 'd.ts']],
      ['d.ts', []],
    ]);
    expect(circleProblems(circle)).toEqual([expect.stringContaining('a.ts, b.ts, c.ts')]);
  });

  it.each(services)('are found between two features of %s', (service) => {
    const features = featuresOf(service);
    for (const feature of features) {
      const other = features.find((one) => one !== feature) ?? '';
      const [one, two] = [feature, other].map((name) => `services/${service}/src/features/${name}`);
      const circle = new Map([
        [`${one}/a.ts`, [`${two}/b.ts`]],
        [`${two}/c.ts`, [`${one}/d.ts`]],
      ]);
      expect(circleProblems(featureGraph(circle))).toHaveLength(1);
    }
  });
});

describe('process.env', () => {
  const readers = [
    'process.env.X',
    `process['env'].X`,
    'const { X } = process.env',
    `import { env } from 'node:process'`,
  ];

  it.each(readers)('is seen in %s', (source) => expect(readsEnvironment('x.ts', source)).toBe(true));

  it.each(['// process.env.X', `'process.env'`, 'config.env.X'])('is not seen in %s', (source) =>
    expect(readsEnvironment('x.ts', source)).toBe(false),
  );

  it.each([
    ...services.flatMap((service) =>
      ['features/x/x.service.ts', 'platform/x.ts', 'compose.ts'].map(
        (file) => `services/${service}/src/${file}`,
      ),
    ),
    'packages/contracts/src/x.ts',
    'packages/service-kit/src/logger.ts',
    'client/src/shared/config/x.ts',
  ])('is refused in %s', (path) => expect(environmentRefusal(path)).toBeDefined());

  it.each(services)('is read by the configuration of %s', (service) => {
    const path = `services/${service}/src/config/env.ts`;
    expect(readSource(path)).toContain('loadEnv');
    expect(environmentRefusal(path)).toBeUndefined();
  });
});

describe("the system's time", () => {
  it.each(['Date.now()', `Date['now']()`, 'const now = Date.now;', 'new Date()', 'new Date', 'Date()'])(
    'is seen in %s',
    (source) => expect(readsTime('x.ts', source)).toBe(true),
  );

  it.each([
    '// Date.now()',
    `'new Date()'`,
    'new Date(0)',
    'new Date(row.at)',
    'Date.parse(text)',
    'row.now',
  ])('is not seen in %s', (source) => expect(readsTime('x.ts', source)).toBe(false));

  it.each(['features/x/x.service.ts', 'repositories/x.repository.ts', 'clients/x.ts', 'compose.ts'])(
    'is refused in %s of the user service',
    (path) => expect(timeRefusal(`services/user/src/${path}`)).toBeDefined(),
  );

  it.each([
    'services/user/src/x.e2e.test.ts',
    'services/user/src/testing/user-harness.ts',
    'services/chat/src/compose.ts',
    'packages/service-kit/src/clock.ts',
  ])('may be read by %s', (path) => expect(timeRefusal(path)).toBeUndefined());
});
