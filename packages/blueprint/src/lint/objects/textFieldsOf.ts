import { fieldsOf, isFields, listOf } from '../source/Fields';
import type { ManifestObject } from './ManifestObject';

/** An entry of a mapping or list that Kubernetes takes as a text only. */
export interface TextField {
  container: object;
  key: string | number;
  /** As people write it: `spec.template.metadata.labels.app`. */
  path: string;
  /** Whether the key is data too, and no name of a field. */
  keyToo: boolean;
  /** Whether the text has to be base64. */
  base64: boolean;
}

/** Groups whose types are known: any field of them that has one of the names below is a text. */
const KNOWN_GROUPS =
  /^(?:v1|(?:apps|batch|autoscaling|policy|(?:networking|rbac\.authorization|storage)\.k8s\.io)\/.*)$/;

/** Mappings of texts, keys and all. */
const MAPS = new Set([
  ...['labels', 'annotations', 'matchLabels', 'nodeSelector'],
  'volumeAttributes',
]);

const FIELDS = new Set([
  ...['name', 'generateName', 'namespace', 'image', 'key', 'host', 'hostname'],
  ...['serviceAccountName', 'claimName', 'secretName', 'storageClassName'],
  ...['mountPath', 'subPath', 'workingDir', 'path', 'topologyKey'],
  ...['priorityClassName', 'serviceName', 'ingressClassName', 'schedule'],
]);

const LISTS = new Set([
  ...['command', 'args', 'verbs', 'apiGroups', 'resources'],
  ...['resourceNames', 'accessModes', 'hosts', 'finalizers'],
]);

/** Lists whose items have `values` that are texts; those of a Job's exit codes are numbers. */
const EXPRESSIONS = new Set([
  ...['matchExpressions', 'matchFields', 'matchLabelExpressions'],
]);

/** Lists whose items have a `value` that is a text; that of an autoscaler's target is a quantity. */
const VALUES_OF = new Set(['env', 'tolerations', 'httpHeaders', 'sysctls']);

/**
 * What an object has of texts, as far as its types are known: of a custom resource only its metadata.
 *
 * @param isWanted - which of them: an object has hundreds, and a path is made only of these.
 */
export function textFieldsOf(
  object: ManifestObject,
  isWanted: (value: unknown, key: string | undefined) => boolean,
): TextField[] {
  const { value, kind, apiVersion } = object;
  if (kind === 'TrinoChartValues') return [];
  const walk = new Walk(isWanted);
  walk.at('metadata', () => walk.below(fieldsOf(value.metadata)));
  for (const field of mapsOf(kind, apiVersion))
    walk.at(field, () => walk.map(value[field], isBase64(kind, field)));
  const spec = fieldsOf(value.spec);
  if (kind === 'ScaledObject' || kind === 'ScaledJob')
    for (const [index, trigger] of listOf(spec.triggers).entries())
      walk.at(`spec.triggers[${index}].metadata`, () =>
        walk.map(fieldsOf(trigger).metadata),
      );
  if (!KNOWN_GROUPS.test(apiVersion)) return walk.found;
  if (kind === 'Service')
    walk.at('spec.selector', () => walk.map(spec.selector));
  walk.at('spec', () => walk.below(spec));
  for (const field of ['rules', 'subjects', 'roleRef', 'imagePullSecrets'])
    walk.entry(value, field);
  return walk.found;
}

function mapsOf(kind: string, apiVersion: string): string[] {
  if (apiVersion === 'v1' && kind === 'ConfigMap')
    return ['data', 'binaryData'];
  if (apiVersion === 'v1' && kind === 'Secret') return ['data', 'stringData'];
  return apiVersion.startsWith('storage.k8s.io/') && kind === 'StorageClass'
    ? ['parameters']
    : [];
}

function isBase64(kind: string, field: string): boolean {
  return field === 'binaryData' || (kind === 'Secret' && field === 'data');
}

/** Goes through a value with the path to where it is. */
class Walk {
  readonly found: TextField[] = [];
  readonly #path: (string | number)[] = [];

  constructor(
    private readonly isWanted: (
      value: unknown,
      key: string | undefined,
    ) => boolean,
  ) {}

  at(step: string | number, go: () => void): void {
    this.#path.push(step);
    go();
    this.#path.pop();
  }

  /** A mapping whose keys and values are texts. */
  map(value: unknown, base64 = false): void {
    if (!isFields(value)) return;
    for (const key of Object.keys(value))
      if (this.isWanted(value[key], key)) this.#add(value, key, true, base64);
  }

  /** @param list - the key of the list that the mapping is an item of. */
  below(container: object, list?: string): void {
    for (const key of Object.keys(container)) this.entry(container, key, list);
  }

  entry(container: object, key: string, list?: string): void {
    const child = (container as Record<string, unknown>)[key];
    if (typeof child === 'object' && child !== null) {
      this.#path.push(key);
      if (Array.isArray(child)) this.#list(child, key, list);
      else if (MAPS.has(key)) this.map(child);
      else this.below(child);
      this.#path.pop();
    } else if (
      (FIELDS.has(key) ||
        (key === 'value' && list !== undefined && VALUES_OF.has(list))) &&
      this.isWanted(child, undefined)
    )
      this.#add(container, key);
  }

  #list(items: unknown[], key: string, list: string | undefined): void {
    const texts =
      LISTS.has(key) ||
      (key === 'values' && list !== undefined && EXPRESSIONS.has(list));
    for (const [index, item] of items.entries())
      if (typeof item === 'object' && item !== null) {
        this.#path.push(index);
        this.below(item, key);
        this.#path.pop();
      } else if (texts && this.isWanted(item, undefined))
        this.#add(items, index);
  }

  #add(
    container: object,
    key: string | number,
    keyToo = false,
    base64 = false,
  ): void {
    const path = [...this.#path, key]
      .map((step, index) => {
        if (typeof step === 'number') return `[${step}]`;
        return index === 0 ? step : `.${step}`;
      })
      .join('');
    this.found.push({ container, key, path, keyToo, base64 });
  }
}
