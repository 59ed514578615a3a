import type { LintContext } from '../LintContext';
import {
  type Fields,
  fieldsOf,
  isTrue,
  listOf,
  textOf,
  valueAt,
} from '../source/Fields';
import type { ManifestObject } from './ManifestObject';
import { externalsOf } from './externals';

/** A reference from an object to another by name. */
export interface Reference {
  from: ManifestObject;
  kind: 'ConfigMap' | 'Secret' | 'PersistentVolumeClaim' | 'ServiceAccount';
  name: string;
  /** The mapping and key that hold the name. */
  container: Fields;
  key: string;
  /** The key of the ConfigMap or Secret that is asked for. */
  dataKey?: string;
}

/** References of pods to ConfigMaps, Secrets, claims and service accounts; optional ones left out. */
export function* podReferences(context: LintContext): Generator<Reference> {
  for (const workload of context.workloads) {
    const from = workload.object;
    const account = textOf(workload.pod.serviceAccountName);
    if (account && account !== 'default')
      yield {
        from,
        kind: 'ServiceAccount',
        name: account,
        container: workload.pod,
        key: 'serviceAccountName',
      };
    for (const item of listOf(workload.pod.imagePullSecrets)) {
      const container = fieldsOf(item);
      yield* reference(from, 'Secret', container, 'name');
    }
    // A StatefulSet has claims of its own in place of volumes of their names.
    const own = new Set(
      listOf(valueAt(from.value, 'spec', 'volumeClaimTemplates')).map(claim =>
        valueAt(claim, 'metadata', 'name'),
      ),
    );
    for (const volume of workload.volumes) {
      if (from.kind === 'StatefulSet' && own.has(volume.name)) continue;
      yield* volumeReferences(from, volume);
      const claim = fieldsOf(volume.persistentVolumeClaim);
      yield* reference(from, 'PersistentVolumeClaim', claim, 'claimName');
      for (const source of listOf(fieldsOf(volume.projected).sources))
        yield* volumeReferences(from, fieldsOf(source));
    }
    for (const { value } of [
      ...workload.initContainers,
      ...workload.containers,
    ]) {
      for (const item of listOf(value.env)) {
        const source = fieldsOf(fieldsOf(item).valueFrom);
        yield* reference(
          from,
          'ConfigMap',
          fieldsOf(source.configMapKeyRef),
          'name',
          'key',
        );
        yield* reference(
          from,
          'Secret',
          fieldsOf(source.secretKeyRef),
          'name',
          'key',
        );
      }
      for (const item of listOf(value.envFrom)) {
        yield* reference(
          from,
          'ConfigMap',
          fieldsOf(fieldsOf(item).configMapRef),
          'name',
        );
        yield* reference(
          from,
          'Secret',
          fieldsOf(fieldsOf(item).secretRef),
          'name',
        );
      }
    }
  }
}

function* volumeReferences(
  from: ManifestObject,
  volume: Fields,
): Generator<Reference> {
  yield* reference(from, 'ConfigMap', fieldsOf(volume.configMap), 'name');
  const secret = fieldsOf(volume.secret);
  yield* reference(
    from,
    'Secret',
    secret,
    'secretName' in secret ? 'secretName' : 'name',
  );
}

function* reference(
  from: ManifestObject,
  kind: Reference['kind'],
  container: Fields,
  key: string,
  dataKey?: string,
): Generator<Reference> {
  const name = textOf(container[key]);
  // An empty name is none.
  if (!name || isTrue(container.optional)) return;
  yield {
    from,
    kind,
    name,
    container,
    key,
    dataKey: dataKey && textOf(container[dataKey]),
  };
}

/** Kinds without a namespace. */
const CLUSTER_KINDS = new Set(['ClusterRole']);

/** Whether what a reference names is among the objects, made by one of them, or declared as external. */
export function isThere(
  context: LintContext,
  { kind, name, from }: { kind: string; name: string; from: ManifestObject },
): boolean {
  if (context.options.unreadKinds?.includes(kind)) return true;
  // Of a cluster only some kinds may have been read.
  if (from.live && context.objectsOf(kind).length === 0) return true;
  if (context.find(kind, name, CLUSTER_KINDS.has(kind) ? {} : from))
    return true;
  if (externalsOf(context).has(`${kind}/${name}`)) return true;
  if (kind === 'ConfigMap') return name === 'kube-root-ca.crt';
  return kind === 'Secret' && isMadeByOperator(context, name);
}

/** Secrets that controllers make of other objects. */
function isMadeByOperator(context: LintContext, name: string): boolean {
  const made = (kind: string, of: (object: ManifestObject) => unknown[]) =>
    context.objectsOf(kind).some(object => of(object).includes(name));
  return (
    made('ExternalSecret', object => [
      valueAt(object.value, 'spec', 'target', 'name') ?? object.name,
    ]) ||
    made('SealedSecret', object => [object.name]) ||
    made('Certificate', object => [
      valueAt(object.value, 'spec', 'secretName'),
    ]) ||
    made('ObjectBucketClaim', object => [object.name]) ||
    made('KafkaUser', object => [object.name]) ||
    made('Cluster', object => [
      `${object.name}-app`,
      `${object.name}-superuser`,
      `${object.name}-ca`,
    ]) ||
    context
      .objectsOf('Job')
      .some(
        job =>
          JSON.stringify(job.value.spec ?? '').includes(`secret ${name}`) ||
          JSON.stringify(job.value.spec ?? '').includes(`generic ${name}`),
      )
  );
}
