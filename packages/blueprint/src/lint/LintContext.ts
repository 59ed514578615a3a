import type { LintInput } from './model/LintFile';
import type { LintOptions } from './model/LintOptions';
import type { ConfigFile } from './objects/ConfigFile';
import { inSameNamespace, type ManifestObject } from './objects/ManifestObject';
import type { Manifests } from './objects/Manifests';
import { SERVING_KINDS, toWorkload, type Workload } from './objects/Workload';
import { addToList } from './source/addToList';
import type { SourcePlaces } from './source/SourcePlaces';
import { findTrinoNodes } from './trino/findTrinoNodes';
import type { TrinoNode } from './trino/TrinoNode';

/** Everything that a rule may ask: the objects, the pods they make, the configuration they mount, and where it all stands. */
export class LintContext {
  readonly workloads: Workload[];
  /** Workloads that keep pods running. */
  readonly serving: Workload[];
  readonly trino: TrinoNode[];
  readonly #byKind = new Map<string, ManifestObject[]>();
  readonly #byName = new Map<string, ManifestObject[]>();
  readonly #texts = new Map<string, string>();
  readonly #filesByObject = new Map<ManifestObject, ConfigFile[]>();

  constructor(
    readonly manifests: Manifests,
    readonly options: LintOptions,
    readonly places: SourcePlaces,
    inputs: readonly LintInput[],
  ) {
    for (const input of inputs)
      if ('path' in input) this.#texts.set(input.path, input.text);
    for (const object of manifests.objects) {
      addToList(this.#byKind, object.kind, object);
      addToList(this.#byName, `${object.kind}/${object.name}`, object);
    }
    for (const file of manifests.configFiles)
      if (file.object) addToList(this.#filesByObject, file.object, file);
    this.workloads = manifests.objects.flatMap(
      object => toWorkload(object) ?? [],
    );
    this.serving = this.workloads.filter(({ kind }) => SERVING_KINDS.has(kind));
    this.trino = findTrinoNodes(this);
  }

  /** All objects. */
  get objects(): ManifestObject[] {
    return this.manifests.objects;
  }

  /** All configuration files. */
  get configFiles(): ConfigFile[] {
    return this.manifests.configFiles;
  }

  /** The objects of a kind. */
  objectsOf(kind: string): ManifestObject[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** An object by kind and name, in the namespace of another. */
  find(
    kind: string,
    name: string,
    near: { namespace?: string },
  ): ManifestObject | undefined {
    return this.#byName
      .get(`${kind}/${name}`)
      ?.find(object => inSameNamespace(object, near));
  }

  /** The text of a file; `undefined` for a live object. */
  textOfFile(path: string): string | undefined {
    return this.#texts.get(path);
  }

  /** The files that a ConfigMap or Secret holds. */
  configFilesOf(object: ManifestObject): ConfigFile[] {
    return this.#filesByObject.get(object) ?? [];
  }
}
