import { type PropertyEntry, parseProperties } from '../source/parseProperties';
import { parseHadoopXml } from '../source/parseHadoopXml';
import { parseYaml } from '../source/parseYaml';
import type { SourcePlaces } from '../source/SourcePlaces';
import type { SourceText } from '../source/SourceText';
import type { ManifestObject } from './ManifestObject';

/** A configuration file: an entry of a ConfigMap or Secret, a value of the Trino chart, or a plain file. */
export class ConfigFile {
  /** Base name, for example `config.properties`; of a chart's catalog `<name>.properties`. */
  readonly name: string;
  readonly source: SourceText;
  /** What it stands in; absent for a plain file. */
  readonly object?: ManifestObject;
  /** Whether it stands in a Secret. */
  readonly secret: boolean;
  readonly #places: SourcePlaces;
  #properties?: PropertyEntry[];
  #json?: { value: unknown; error?: string };

  constructor(options: {
    name: string;
    source: SourceText;
    places: SourcePlaces;
    object?: ManifestObject;
    properties?: PropertyEntry[];
  }) {
    this.name = options.name;
    this.source = options.source;
    this.object = options.object;
    this.secret = options.object?.kind === 'Secret';
    this.#places = options.places;
    this.#properties = options.properties;
  }

  /** Its properties, whether it is a properties file or a Hadoop XML file. */
  get properties(): PropertyEntry[] {
    this.#properties ??= this.name.endsWith('.xml')
      ? parseHadoopXml(this.source)
      : parseProperties(this.source);
    return this.#properties;
  }

  /** The last property of a name: the one that counts. */
  property(key: string): PropertyEntry | undefined {
    return this.properties.findLast(entry => entry.key === key);
  }

  /** Its lines, for a `jvm.config` or a script. */
  get lines(): string[] {
    return this.source.text.split('\n');
  }

  /** Its value as JSON, with places; `error` says why it is none. */
  get json(): { value: unknown; error?: string } {
    if (this.#json === undefined) {
      let error: string | undefined;
      try {
        JSON.parse(this.source.text);
      } catch (failure) {
        error = (failure as Error).message.split('\n')[0];
      }
      const parsed =
        error === undefined
          ? parseYaml(
              this.source.file,
              this.source.text,
              this.#places,
              this.source,
            )
          : undefined;
      this.#json = {
        value: parsed?.values[0],
        error: error ?? parsed?.errors[0]?.message,
      };
    }
    return this.#json;
  }
}
