import {
  diffObjects,
  type KubernetesObject,
} from '@lakehouse-portal/kubernetes';
import type { LakehouseDocument } from '../document';
import {
  renderLakehouse,
  type RenderedLakehouse,
  type RenderedObject,
} from '../render';
import { asServed } from './asServed';
import { compareDocuments } from './compareDocuments';
import type {
  ComparisonNote,
  LakehouseComparison,
  ObjectChange,
} from './LakehouseComparison';

/** Fields that a server refuses to change once an object is there. */
const IMMUTABLE: readonly [string, RegExp][] = [
  [
    'StatefulSet',
    /^\.spec\.(volumeClaimTemplates|selector|serviceName|podManagementPolicy)\b/,
  ],
  ['Deployment', /^\.spec\.selector\b/],
  [
    'PersistentVolumeClaim',
    /^\.spec\.(accessModes|storageClassName|selector|volumeName|volumeMode)\b/,
  ],
  ['Service', /^\.spec\.clusterIP\b/],
  ['Job', /^\.spec\.(template|selector|completionMode)\b/],
];

/**
 * What changes when a lakehouse is rendered from another document: objects by field, which pods are replaced, and what can't
 * be undone or done at all.
 * @public
 */
export function compareLakehouses(
  before: LakehouseDocument,
  after: LakehouseDocument,
): LakehouseComparison {
  return compareRendered(renderLakehouse(before), renderLakehouse(after));
}

/** {@link compareLakehouses} of what was rendered already. */
export function compareRendered(
  old: RenderedLakehouse,
  next: RenderedLakehouse,
): LakehouseComparison {
  const objects = changesOf(old.objects, next.objects);
  return {
    objects,
    rolls: objects
      .filter(({ change }) => change === 'changed')
      .flatMap(({ object, fields }) => {
        const because = fields
          .map(({ path }) => path)
          .filter(path => path.startsWith('.spec.template.'));
        return because.length > 0 && !object.startsWith('Job ')
          ? [{ object, because }]
          : [];
      }),
    jobs: objects
      .filter(
        ({ object, change }) => object.startsWith('Job ') && change === 'added',
      )
      .map(({ object }) => object),
    notes: [
      ...compareDocuments(old.lakehouse, next.lakehouse),
      ...objects.flatMap(notesOf),
    ],
    capacity: { before: old.capacity.total, after: next.capacity.total },
  };
}

function changesOf(
  before: readonly RenderedObject[],
  after: readonly RenderedObject[],
): ObjectChange[] {
  const [old, next] = [byLabel(before), byLabel(after)];
  return [...new Set([...old.keys(), ...next.keys()])].flatMap(
    (object): ObjectChange[] => {
      const [was, is] = [old.get(object), next.get(object)];
      if (!is) return [{ object, change: 'removed', fields: [] }];
      if (!was) return [{ object, change: 'added', fields: [] }];
      const fields = diffObjects(was, is);
      return fields.length > 0 ? [{ object, change: 'changed', fields }] : [];
    },
  );
}

function byLabel(
  objects: readonly RenderedObject[],
): Map<string, KubernetesObject> {
  return new Map(
    objects.map(object => {
      const { kind, metadata } = object;
      const label = `${kind} ${
        metadata.namespace === undefined ? '' : `${metadata.namespace}/`
      }${metadata.name}`;
      return [label, asServed(object)];
    }),
  );
}

function notesOf({ object, change, fields }: ObjectChange): ComparisonNote[] {
  const [kind] = object.split(' ');
  if (change === 'removed' && kind === 'StatefulSet')
    return [
      {
        ...{ kind: 'data', what: object },
        message:
          'Its pods go; the volumes stay until somebody deletes their claims, and nothing reads them any more',
      },
    ];
  if (change === 'removed' && kind === 'Namespace')
    return [
      {
        ...{ kind: 'data', what: object },
        message:
          'A namespace goes with everything in it, volumes too; it is no longer rendered, and not removed by itself',
      },
    ];
  const pattern = IMMUTABLE.find(([of]) => of === kind)?.[1];
  const refused = fields.filter(({ path }) => pattern?.test(path));
  if (change !== 'changed' || refused.length === 0) return [];
  const paths = refused.map(({ path }) => path).join(', ');
  return [
    {
      ...{ kind: 'refused', what: object },
      message: /volumeClaimTemplates/.test(paths)
        ? `The size and class of volumes of a StatefulSet can't be changed (${paths}). Larger: resize the claim, where its class allows it, delete the StatefulSet with --cascade=orphan, apply. Smaller, or another class: a new volume and a copy`
        : `Can't be changed (${paths}): delete the object and apply`,
    },
  ];
}
