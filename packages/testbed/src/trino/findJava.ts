import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MissingPrerequisiteError } from '../MissingPrerequisiteError';

const JVM_FOLDERS = [
  '/usr/lib/jvm',
  '/Library/Java/JavaVirtualMachines',
  '/opt/java',
];

/**
 * The home of a JDK of at least this version: `JAVA_HOME`, or one in the usual folders; the newest there is.
 *
 * @param maximumVersion - For programs that newer ones can't run.
 * @param neededBy - For the message of the error.
 * @throws MissingPrerequisiteError where there is none.
 */
export function findJava(
  minimumVersion: number,
  maximumVersion: number = Infinity,
  neededBy: string = 'Trino',
): string {
  const candidates = [
    ...(process.env.JAVA_HOME ? [process.env.JAVA_HOME] : []),
    ...JVM_FOLDERS.filter(existsSync).flatMap(folder =>
      readdirSync(folder).flatMap(name => [
        join(folder, name),
        join(folder, name, 'Contents', 'Home'),
      ]),
    ),
  ];
  const found = candidates
    .map(home => ({ home, version: majorVersion(home) }))
    .filter(
      ({ version }) => version >= minimumVersion && version <= maximumVersion,
    )
    .sort((a, b) => b.version - a.version);
  if (found.length === 0) {
    throw new MissingPrerequisiteError(
      `${neededBy} needs a JDK ${minimumVersion} ${
        maximumVersion === Infinity ? 'or newer' : `to ${maximumVersion}`
      }. Install one (for example Temurin; Debian: apt-get install openjdk-17-jdk-headless) and set JAVA_HOME to it.`,
    );
  }
  return found[0].home;
}

function majorVersion(home: string): number {
  const release = join(home, 'release');
  if (!existsSync(release) || !existsSync(join(home, 'bin', 'java'))) {
    return 0;
  }
  const version = /^JAVA_VERSION="(\d+)/m.exec(readFileSync(release, 'utf8'));
  return version ? Number(version[1]) : 0;
}
