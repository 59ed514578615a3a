import type { LintRule } from '../model/LintRule';

/** T7. */
export const rulesNeverRefreshed: LintRule = {
  id: 'T7',
  name: 'rules-never-refreshed',
  severity: 'warning',
  summary:
    'A refresh period for a file that can never change: copied by an init container, or mounted by subPath',
  consequence:
    'Changes of the ConfigMap do not reach the running pod, so Trino re-reads the old rules for ever.',
  fix: 'Mount the ConfigMap as a directory; Trino only reads /etc/trino.',
  source:
    'Kubernetes documentation: volumes by subPath receive no updates; official Trino chart mounts its ConfigMaps read-only',
  *check(context) {
    for (const node of context.trino)
      for (const file of node.files) {
        const period =
          file.property('security.refresh-period') ??
          file.property('file.refresh-period');
        const target =
          file.property('security.config-file') ??
          file.property('file.group-file');
        if (!period || !target) continue;
        const mounted = node.mounted.find(({ path }) => path === target.value);
        const copies = node.mounted.some(
          ({ file: other, copied }) => other === file && copied,
        );
        if (!(mounted?.copied || mounted?.subPath || (!mounted && copies)))
          continue;
        yield {
          place: period.place,
          object: file.object,
          message: `${period.key}=${period.value} has no effect: ${
            target.value
          } is ${
            mounted?.subPath
              ? 'mounted by subPath, which is never updated'
              : 'a copy that an init container makes once'
          }`,
        };
      }
  },
};
