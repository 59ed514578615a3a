import { join } from 'node:path';
import { runCommand, runMaven } from '../processes';

/** The generator of Java from API descriptions, of the version that a build wants. */
export class OpenApiGenerator {
  /**
   * @param java - The program.
   * @param directory - Gets the generator, from Maven Central (30 MB).
   */
  static async fetch(options: {
    java: string;
    version: string;
    directory: string;
  }): Promise<OpenApiGenerator> {
    const { java, version, directory } = options;
    await runMaven(
      'copy',
      [
        `-Dartifact=org.openapitools:openapi-generator-cli:${version}`,
        `-DoutputDirectory=${directory}`,
      ],
      'OpenAPI generator',
    );
    return new OpenApiGenerator(
      java,
      join(directory, `openapi-generator-cli-${version}.jar`),
    );
  }

  private constructor(
    private readonly java: string,
    private readonly jar: string,
  ) {}

  /** @param args - Without `generate`; lists of properties as records. */
  async generate(
    args: string[],
    lists: Record<string, Record<string, string>>,
  ): Promise<void> {
    await runCommand(
      this.java,
      [
        ...['-jar', this.jar, 'generate', ...args],
        ...Object.entries(lists).flatMap(([option, properties]) => [
          `--${option}`,
          Object.entries(properties)
            .map(([key, value]) => `${key}=${value}`)
            .join(),
        ]),
      ],
      { timeoutMs: 120_000 },
    );
  }
}
