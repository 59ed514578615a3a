import { JvmProgram } from '../../../jvm';
import type { LocalImage } from '../LocalImage';
import { javaFiles } from './javaFiles';
import { SHELL_PROGRAMS } from './shell';

/**
 * Nessie 0.99 in place of `ghcr.io/projectnessie/nessie`: the same port, settings by variables, by
 * `/deployments/config/application.properties` and by `JAVA_OPTS_APPEND`, which goes after all others. Heap: half of the limit of memory.
 *
 * @throws MissingPrerequisiteError without Maven or a JDK of at least 17.
 */
export async function nessieImage(
  name: string = 'ghcr.io/projectnessie/nessie:0.99.0',
): Promise<LocalImage> {
  const { files, java, classPath } = await javaFiles(
    new JvmProgram({
      ...{ pom: 'nessie', sources: ['withparent'], jdk: { minimum: 17 } },
      main: 'io.quarkus.runner.GeneratedMain',
    }),
  );
  return {
    name,
    files,
    texts: {
      '/opt/app/run.sh': {
        text: `#!/bin/bash
exec ${java} -XX:MaxRAMPercentage=50 \${JAVA_OPTS_APPEND:-} -cp '${classPath}' io.quarkus.runner.GeneratedMain "$@"
`,
        executable: true,
      },
    },
    programs: SHELL_PROGRAMS,
    user: { name: 'nessie', uid: 10000, gid: 10001, home: '/deployments' },
    writable: ['/deployments'],
    workingDirectory: '/deployments',
    entrypoint: ['/opt/app/run.sh'],
  };
}
