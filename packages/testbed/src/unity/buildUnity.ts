import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheDirectory, prepareOnce, runMaven } from '../processes';
import { compileJava, extractSource, OpenApiGenerator } from '../sources';
import { findJava } from '../trino/findJava';
import { UNITY_BUILD, UNITY_SOURCE, UNITY_VERSION } from './unityVersion';

const POM = join(
  dirname(require.resolve('@lakehouse-portal/testbed/package.json')),
  'jvm/poms/unity.xml',
);
const SERVER = 'server/src/main/java/io/unitycatalog/server';

/** The Lombok that it names fails in newer ones. */
const MAXIMUM_JDK = 23;

/** Descriptions of its interfaces, and the packages that their models are in. */
const MODELS = {
  'all.yaml': 'io.unitycatalog.server.model',
  'delta.yaml': 'io.unitycatalog.server.delta.model',
  'control.yaml': 'io.unitycatalog.control.model',
};

/** Where it is once it is built. */
export function unityDirectory(): string {
  return cacheDirectory('unity', UNITY_BUILD);
}

/**
 * Builds the server of Unity Catalog from its source (a minute; 230 MB from Maven Central).
 *
 * @returns Folder with `lib`, `classes` and `conf`.
 * @throws MissingPrerequisiteError without git, its source, Maven or a JDK 17 to 23.
 */
export async function buildUnity(): Promise<string> {
  const jdk = findJava(17, MAXIMUM_JDK, 'Unity Catalog');
  return prepareOnce(unityDirectory(), async temporary => {
    const build = join(temporary, 'build');
    const source = join(build, 'source');
    await extractSource(
      UNITY_SOURCE,
      ['server/src/main', 'api', 'etc/conf'],
      source,
    );
    await listenOnLoopback(join(source, SERVER, 'URLTranscoderVerticle.java'));
    const lib = join(temporary, 'lib');
    await runMaven(
      'copy-dependencies',
      [
        ...['--file', POM, '-DincludeScope=runtime'],
        `-DoutputDirectory=${lib}`,
      ],
      'Unity Catalog',
    );
    const generator = await OpenApiGenerator.fetch({
      java: join(jdk, 'bin', 'java'),
      ...{ version: '7.9.0', directory: join(build, 'tools') },
    });
    const generated = join(build, 'generated');
    for (const [description, model] of Object.entries(MODELS))
      await generator.generate(
        [
          ...['--generator-name', 'java', '--output', generated],
          ...['--input-spec', join(source, 'api', description)],
          ...['--model-package', model, '--global-property', 'models'],
        ],
        {
          'global-property': { modelTests: 'false', modelDocs: 'false' },
          'additional-properties': {
            ...{ library: 'resteasy', useJakartaEe: 'true' },
            hideGenerationTimestamp: 'true',
          },
        },
      );
    // Its own build writes this one too.
    await writeFile(
      join(source, SERVER, 'utils/VersionUtils.java'),
      `package io.unitycatalog.server.utils;\npublic class VersionUtils { public static String VERSION = "${UNITY_VERSION}"; }\n`,
    );
    const classes = join(temporary, 'classes');
    await mkdir(classes);
    await compileJava({
      ...{ jdk, into: classes, classPath: join(lib, '*') },
      folders: [
        join(source, 'server/src/main/java'),
        join(generated, 'src/main/java'),
      ],
      args: [
        ...['--release', '17', '-proc:full', '-processor'],
        'lombok.launch.AnnotationProcessorHider$AnnotationProcessor',
      ],
    });
    await cp(join(source, 'server/src/main/resources'), classes, {
      recursive: true,
    });
    await rename(join(source, 'etc/conf'), join(temporary, 'conf'));
    await rm(`${classes}.files`);
    await rm(build, { recursive: true });
  });
}

/** What takes requests listens on every address otherwise; its other half is on the loopback interface anyway. */
async function listenOnLoopback(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const changed = text.replace(
    /server\.listen\(\s*transcodePort,/,
    'server.listen(transcodePort, "127.0.0.1",',
  );
  if (changed === text)
    throw new Error(`Unity Catalog listens in another way than in ${file}`);
  await writeFile(file, changed);
}
