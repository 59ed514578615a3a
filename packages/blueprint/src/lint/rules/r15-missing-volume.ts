import type { LintRule } from '../model/LintRule';
import { fieldsOf, listOf, textOf, valueAt } from '../source/Fields';
import type { Workload } from '../objects/Workload';
import { containersOf } from './containersOf';

/** R15. */
export const missingVolume: LintRule = {
  id: 'R15',
  name: 'missing-volume',
  severity: 'error',
  summary: 'A mount of a volume that the pod does not have',
  consequence:
    'The API server refuses the object: volumeMounts name: Not found.',
  fix: "Correct the name, or add the volume to the pod's volumes (or to the volumeClaimTemplates of a StatefulSet).",
  source: 'Kubernetes API validation of pods',
  *check(context) {
    const known = new Map<Workload, Set<string>>();
    for (const { workload, container } of containersOf(context)) {
      const names = known.get(workload) ?? volumesOf(workload);
      known.set(workload, names);
      for (const { volume, entry } of container.mounts)
        if (volume !== '' && !names.has(volume))
          yield {
            place: context.places.of(entry, 'name'),
            object: workload.object,
            message: `Container ${
              container.name
            } mounts the volume "${volume}", which the pod does not have; it has ${
              [...names].join(', ') || 'none'
            }`,
          };
    }
  },
};

function volumesOf({ object, volumes }: Workload): Set<string> {
  const claims = listOf(valueAt(object.value, 'spec', 'volumeClaimTemplates'));
  return new Set([
    ...volumes.map(({ name }) => textOf(name) ?? ''),
    ...claims.map(
      claim => textOf(fieldsOf(fieldsOf(claim).metadata).name) ?? '',
    ),
  ]);
}
