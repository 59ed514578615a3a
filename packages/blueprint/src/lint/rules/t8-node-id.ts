import type { LintRule } from '../model/LintRule';

/** T8. */
export const nodeId: LintRule = {
  id: 'T8',
  name: 'node-id',
  severity: 'info',
  summary: 'A node.id that is written by an init container, or shared by pods',
  consequence:
    'A new random id at each start breaks the identity of the node in metrics; a fixed one that several pods share makes them drop out of the cluster in turn.',
  fix: 'Leave node.id out: the image starts Trino with -Dnode.id=$HOSTNAME.',
  source: 'Trino source: core/docker/bin/run-trino',
  fixable: true,
  *check(context) {
    for (const node of context.trino) {
      for (const init of node.workload?.initContainers ?? [])
        if (/node\.id/.test(init.commandLine))
          yield {
            place: context.places.of(init.value),
            object: node.workload!.object,
            message: `Init container ${init.name} writes a node.id, which the image's start script sets anyway (-Dnode.id=$HOSTNAME)`,
          };
      const entry = node.nodeProperties?.property('node.id');
      if (!entry || /[$]\{/.test(entry.value)) continue;
      const shared = (node.workload?.replicas ?? 1) > 1;
      yield {
        place: entry.place,
        object: node.nodeProperties!.object,
        severity: shared ? 'error' : 'info',
        message: shared
          ? `node.id=${entry.value} is shared by ${
              node.workload!.replicas
            } pods: they replace one another in the cluster`
          : `node.id=${entry.value} is fixed; the image would take the pod's name`,
        edits: entry.removal && [entry.removal],
      };
    }
  },
};
