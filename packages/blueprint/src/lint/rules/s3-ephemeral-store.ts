import type { LintRule } from '../model/LintRule';
import { fieldsOf, listOf, textOf } from '../source/Fields';
import { storesOf } from './storesOf';

/** S3. */
export const ephemeralStore: LintRule = {
  id: 'S3',
  name: 'ephemeral-store',
  severity: 'error',
  summary: 'A database or object store that keeps its data in the pod',
  consequence:
    'When the pod is rescheduled the catalog (all tables) or the data is gone.',
  fix: 'A StatefulSet with volumeClaimTemplates, or an operator.',
  source: 'Kubernetes documentation: emptyDir is deleted with the pod',
  *check(context) {
    for (const { workload, container, postgres } of storesOf(context)) {
      const claims = new Set(
        listOf(fieldsOf(workload.object.value.spec).volumeClaimTemplates).map(
          claim => textOf(fieldsOf(fieldsOf(claim).metadata).name),
        ),
      );
      const volumes = container.mounts
        .filter(
          ({ path }) =>
            !/^\/(tmp|run|var\/run|dev\/shm|etc)(\/|$)|initdb/.test(path),
        )
        .map(mount => ({
          mount,
          volume: workload.volumes.find(({ name }) => name === mount.volume),
        }));
      const kept = volumes.some(
        ({ mount, volume }) =>
          claims.has(mount.volume) ||
          (volume !== undefined &&
            [
              'persistentVolumeClaim',
              'ephemeral',
              'csi',
              'hostPath',
              'nfs',
            ].some(kind => volume[kind] !== undefined)),
      );
      if (kept) continue;
      const empty = volumes.find(
        ({ volume }) => volume?.emptyDir !== undefined,
      );
      yield {
        place: empty?.volume
          ? context.places.of(empty.volume, 'emptyDir')
          : context.places.of(container.value, 'name'),
        object: workload.object,
        message: `${postgres ? 'PostgreSQL' : 'The object store'} ${
          container.name
        } keeps its data in ${
          empty
            ? `an emptyDir (${empty.mount.path})`
            : "the container's own disk"
        }: a rescheduled pod starts with nothing`,
      };
    }
  },
};
