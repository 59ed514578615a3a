import { type Fields, fieldsOf, isFields, listOf } from '../source/Fields';
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

/** What an object has of texts, as far as its types are known: of a custom resource only its metadata. */
export function* textFieldsOf(object: ManifestObject): Generator<TextField> {
  const { value, kind, apiVersion } = object;
  if (kind === 'TrinoChartValues') return;
  yield* fieldsBelow(fieldsOf(value.metadata), 'metadata');
  for (const field of mapsOf(kind, apiVersion))
    yield* textsOf(fieldsOf(value[field]), field, isBase64(kind, field));
  if (kind === 'ScaledObject' || kind === 'ScaledJob')
    for (const [index, trigger] of listOf(
      fieldsOf(value.spec).triggers,
    ).entries())
      yield* textsOf(
        fieldsOf(fieldsOf(trigger).metadata),
        `spec.triggers[${index}].metadata`,
      );
  if (!KNOWN_GROUPS.test(apiVersion)) return;
  const spec = fieldsOf(value.spec);
  if (kind === 'Service')
    yield* textsOf(fieldsOf(spec.selector), 'spec.selector');
  yield* fieldsBelow(spec, 'spec');
  const { rules, subjects, roleRef, imagePullSecrets } = value;
  yield* fieldsBelow({ rules, subjects, roleRef, imagePullSecrets }, '');
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

function* textsOf(
  map: Fields,
  path: string,
  base64 = false,
): Generator<TextField> {
  for (const key of Object.keys(map))
    yield {
      container: map,
      key,
      path: `${path}.${key}`,
      keyToo: true,
      base64,
    };
}

/** @param list - the key of the list that the container is an item of. */
function* fieldsBelow(
  container: object,
  path: string,
  list?: string,
): Generator<TextField> {
  const own = { container, keyToo: false, base64: false };
  for (const [key, child] of Object.entries(container)) {
    const below = path === '' ? key : `${path}.${key}`;
    if (MAPS.has(key) && isFields(child)) yield* textsOf(child, below);
    else if (Array.isArray(child)) {
      const texts =
        LISTS.has(key) ||
        (key === 'values' && list !== undefined && EXPRESSIONS.has(list));
      for (const [index, item] of child.entries()) {
        const at = `${below}[${index}]`;
        if (typeof item === 'object' && item !== null)
          yield* fieldsBelow(item, at, key);
        else if (texts)
          yield { ...own, container: child, key: index, path: at };
      }
    } else if (isFields(child)) yield* fieldsBelow(child, below);
    else if (
      FIELDS.has(key) ||
      (key === 'value' && list !== undefined && VALUES_OF.has(list))
    )
      yield { ...own, key, path: below };
  }
}
