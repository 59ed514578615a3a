import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  cacheDirectory,
  prepareOnce,
  runCommand,
  runMaven,
} from '../processes';
import { compileJava, extractSource, OpenApiGenerator } from '../sources';
import { findJava } from '../trino/findJava';
import { generatePolarisApi } from './generatePolarisApi';
import { POLARIS_BUILD, POLARIS_SOURCE } from './polarisVersion';

const POM = join(
  dirname(require.resolve('@lakehouse-portal/testbed/package.json')),
  'jvm/poms/polaris.xml',
);
/** Those of its parts that the server with memory or a database of SQL needs. */
const PARTS = [
  'polaris-core',
  'api/iceberg-service',
  'api/polaris-catalog-service',
  'persistence/relational-jdbc',
  'runtime/service',
  'runtime/defaults',
  'runtime/common',
  'tools/config-docs/annotations',
];
const IMMUTABLES = 'tools/immutables';

/** Where it is once it is built. */
export function polarisDirectory(): string {
  return cacheDirectory('polaris', POLARIS_BUILD);
}

/**
 * Builds Polaris' server from its source: its parts as one, which Quarkus makes an application of (two minutes; 300 MB from
 * Maven Central).
 *
 * @returns Folder with `quarkus-run.jar`.
 * @throws MissingPrerequisiteError without git, its source, Maven or a JDK 21.
 */
export async function buildPolaris(): Promise<string> {
  const jdk = findJava(21, Infinity, 'Polaris');
  return prepareOnce(polarisDirectory(), async temporary => {
    const place = (name: string) => join(temporary, 'build', name);
    const source = place('source');
    await extractSource(
      POLARIS_SOURCE,
      [
        ...[...PARTS, IMMUTABLES, 'spec', 'server-templates'],
        '.openapi-generator-ignore',
      ],
      source,
    );
    await runMaven(
      'copy-dependencies',
      [
        ...['--file', POM, '-DincludeScope=runtime'],
        `-DoutputDirectory=${place('lib')}`,
      ],
      'Polaris',
    );
    for (const artifact of [
      'org.immutables:value:2.12.1',
      'org.jspecify:jspecify:1.0.0',
    ])
      await runMaven(
        'copy',
        [`-Dartifact=${artifact}`, `-DoutputDirectory=${place('tools')}`],
        'Polaris',
      );
    const java = join(jdk, 'bin', 'java');
    await generatePolarisApi(
      await OpenApiGenerator.fetch({
        ...{ java, version: '7.12.0', directory: place('tools') },
      }),
      source,
      place('generated'),
    );
    const libraries = [join(place('lib'), '*'), join(place('tools'), '*')];
    const immutables = place('immutables');
    await mkdir(immutables);
    await compileJava({
      ...{ jdk, into: immutables, classPath: libraries.join(':') },
      folders: [join(source, IMMUTABLES, 'src/main/java')],
    });
    const resources = 'src/main/resources';
    await copyInto(join(source, IMMUTABLES, resources), immutables);
    const classes = place('target/classes');
    await mkdir(classes, { recursive: true });
    await compileJava({
      ...{ jdk, into: classes },
      classPath: [...libraries, immutables].join(':'),
      folders: [
        ...PARTS.map(part => join(source, part, 'src/main/java')),
        place('generated/src/main/java'),
      ],
      args: [
        ...['--release', '21', '-parameters', '-proc:full'],
        '-processorpath',
        `${join(place('tools'), 'value-2.12.1.jar')}:${immutables}`,
      ],
    });
    for (const part of PARTS)
      await copyInto(join(source, part, resources), classes);
    await cp(POM, place('pom.xml'));
    await runCommand(
      'mvn',
      [
        ...['--batch-mode', '--strict-checksums', '--no-transfer-progress'],
        ...['--file', place('pom.xml'), 'package', '-Dmaven.test.skip'],
      ],
      { timeoutMs: 600_000, env: { ...process.env, JAVA_HOME: jdk } },
    );
    for (const name of ['app', 'lib', 'quarkus', 'quarkus-run.jar'])
      await rename(place(`target/quarkus-app/${name}`), join(temporary, name));
    await rm(join(temporary, 'build'), { recursive: true });
  });
}

/** What is not there has no resources. */
async function copyInto(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true }).catch(error => {
    if (error.code !== 'ENOENT') throw error;
  });
}
