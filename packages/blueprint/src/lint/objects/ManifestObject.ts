import type { Place } from '../model/Place';
import { type Fields, fieldsOf, textOf } from '../source/Fields';

/** A Kubernetes object, or the values of the Trino chart. */
export interface ManifestObject {
  apiVersion: string;
  kind: string;
  name: string;
  /** `undefined` where the manifest leaves it to whoever applies it. */
  namespace?: string;
  /** The object as it is. */
  value: Fields;
  /** Path of its file. */
  file: string;
  /** How findings name it: `Deployment lakehouse/trino`. */
  label: string;
  /** Read from a cluster, not from a file. */
  live: boolean;
  /** The object that holds it, of values that stand inside of another object. */
  holder?: ManifestObject;
  /** Made by a kustomize generator that puts a hash of the content into its name. */
  hashed?: boolean;
  /** The entry of a kustomization that generates it. */
  generator?: Fields;
  /** Keys that a generator gives a ConfigMap or Secret; `undefined` if they aren't all known. */
  generatedKeys?: string[];
  /** What a generator has as literals or from files of variables. */
  variables?: GeneratedVariable[];
}

/** A key and value of a generated ConfigMap or Secret. */
export interface GeneratedVariable {
  key: string;
  value: string;
  /** Made when it is asked for. */
  place(): Place;
}

/** An object from a parsed value; `undefined` if the value has no kind and apiVersion. */
export function toManifestObject(
  value: Fields,
  file: string,
  options: { live?: boolean; namespace?: string } = {},
): ManifestObject | undefined {
  const kind = textOf(value.kind);
  const apiVersion = textOf(value.apiVersion);
  if (kind === undefined || apiVersion === undefined) return undefined;
  const metadata = fieldsOf(value.metadata);
  const name = textOf(metadata.name) ?? textOf(metadata.generateName) ?? '';
  const namespace = textOf(metadata.namespace) ?? options.namespace;
  return {
    apiVersion,
    kind,
    name,
    namespace,
    value,
    file,
    label: `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
    live: options.live ?? false,
  };
}

/** Whether two objects can be in the same namespace: one that is left open can be any. */
export function inSameNamespace(
  one: { namespace?: string },
  other: { namespace?: string },
): boolean {
  return (
    one.namespace === undefined ||
    other.namespace === undefined ||
    one.namespace === other.namespace
  );
}
