import { dirname } from 'node:path';
import type { JvmProgram } from '../../../jvm';

/** What a program in Java is made of, by its path in an image. */
export interface JavaFiles {
  /** `/usr/lib/jvm/jdk`, `/opt/app/classes`, `/opt/app/lib`. */
  files: Record<string, string>;
  /** How it is run there, without arguments of Java or of its own. */
  java: string;
  classPath: string;
}

/**
 * The JDK, the classes and the libraries of a program of the testbed, for an image.
 *
 * @throws MissingPrerequisiteError without Maven or a JDK.
 */
export async function javaFiles(program: JvmProgram): Promise<JavaFiles> {
  const { command, args } = await program.commandLine([]);
  const [classes, libraries] = args[args.indexOf('-cp') + 1].split(':');
  return {
    files: {
      // As in Trino's image: the node keeps what is the same only once.
      '/usr/lib/jvm/jdk': dirname(dirname(command)),
      '/opt/app/classes': classes,
      '/opt/app/lib': libraries.replace(/\/\*$/, ''),
    },
    java: '/usr/lib/jvm/jdk/bin/java',
    classPath: '/opt/app/classes:/opt/app/lib/*',
  };
}
