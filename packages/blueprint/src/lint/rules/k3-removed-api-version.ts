import type { LintRule } from '../model/LintRule';
import { scalarEdit } from '../source/scalarEdit';

/** Versions that Kubernetes has removed: by kind, where to, since when; `same` if the fields are. */
const REMOVED: Readonly<
  Record<string, { kinds: RegExp; to: string; since: string; same: boolean }>
> = {
  'extensions/v1beta1': {
    kinds: /^Ingress$/,
    to: 'networking.k8s.io/v1',
    since: '1.22',
    same: false,
  },
  'apps/v1beta1': { kinds: /./, to: 'apps/v1', since: '1.16', same: false },
  'apps/v1beta2': { kinds: /./, to: 'apps/v1', since: '1.16', same: false },
  'networking.k8s.io/v1beta1': {
    kinds: /^Ingress(Class)?$/,
    to: 'networking.k8s.io/v1',
    since: '1.22',
    same: false,
  },
  'batch/v1beta1': {
    kinds: /^CronJob$/,
    to: 'batch/v1',
    since: '1.25',
    same: true,
  },
  'policy/v1beta1': {
    kinds: /^PodDisruptionBudget$/,
    to: 'policy/v1',
    since: '1.25',
    same: true,
  },
  'autoscaling/v2beta1': {
    kinds: /./,
    to: 'autoscaling/v2',
    since: '1.25',
    same: false,
  },
  'autoscaling/v2beta2': {
    kinds: /./,
    to: 'autoscaling/v2',
    since: '1.26',
    same: true,
  },
  'rbac.authorization.k8s.io/v1beta1': {
    kinds: /./,
    to: 'rbac.authorization.k8s.io/v1',
    since: '1.22',
    same: true,
  },
  'storage.k8s.io/v1beta1': {
    kinds: /^(StorageClass|VolumeAttachment)$/,
    to: 'storage.k8s.io/v1',
    since: '1.22',
    same: true,
  },
  'kafka.strimzi.io/v1beta2': {
    kinds: /./,
    to: 'kafka.strimzi.io/v1',
    since: 'Strimzi 1.0',
    same: false,
  },
};

/** K3. */
export const removedApiVersion: LintRule = {
  id: 'K3',
  name: 'removed-api-version',
  severity: 'error',
  summary: 'An apiVersion that Kubernetes (or Strimzi) no longer serves',
  consequence: 'The API server refuses the object: no matches for kind.',
  fix: 'Use the version that the message names.',
  source:
    'Kubernetes documentation: deprecated API migration guide; Strimzi 1.0 release notes',
  fixable: true,
  *check(context) {
    for (const object of context.objects) {
      const removed = Object.hasOwn(REMOVED, object.apiVersion)
        ? REMOVED[object.apiVersion]
        : undefined;
      if (!removed?.kinds.test(object.kind)) continue;
      const place = context.places.of(object.value, 'apiVersion');
      const edit = scalarEdit(
        context.textOfFile(place.file),
        place,
        removed.to,
      );
      yield {
        place,
        object,
        message: `${object.apiVersion} of ${object.kind} is gone since ${removed.since}; ${removed.to} takes its place`,
        edits: removed.same && edit ? [edit] : undefined,
      };
    }
  },
};
