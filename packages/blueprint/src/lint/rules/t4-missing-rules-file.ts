import type { LintRule } from '../model/LintRule';
import type { TrinoNode } from '../trino/TrinoNode';

/** Properties that name a file which must be there. */
const FILE_PROPERTIES = [
  'security.config-file',
  'file.group-file',
  'file.password-file',
  'resource-groups.config-file',
  'session-property-manager.config-file',
];

/** T4. */
export const missingRulesFile: LintRule = {
  id: 'T4',
  name: 'missing-rules-file',
  severity: 'error',
  summary: 'A file that Trino is told to read, and that no volume brings',
  consequence: 'Trino stops at start: "File does not exist".',
  fix: 'Mount a ConfigMap as a directory, for example at /etc/trino/access-control, and name the file there; a key of a ConfigMap can hold no slash.',
  source: 'Trino source: JsonUtils.parseJson (checkArgument(exists(path)))',
  *check(context) {
    for (const node of context.trino) {
      if (!node.workload) continue;
      for (const file of node.files)
        for (const name of FILE_PROPERTIES) {
          const entry = file.property(name);
          if (!entry || isThere(node, entry.value)) continue;
          yield {
            place: entry.place,
            object: file.object,
            message: `${name}=${entry.value}: no volume of ${node.workload.object.label} brings this file, Trino stops at start with "File does not exist"`,
          };
        }
    }
  },
};

function isThere(node: TrinoNode, value: string): boolean {
  if (/[$]\{|^https?:/.test(value)) return true;
  const path = value.startsWith('/') ? value : `/etc/trino/${value}`;
  if (node.mounted.some(mounted => mounted.path === path)) return true;
  // What the image itself or a volume of unknown content has can't be seen.
  if (!path.startsWith('/etc/trino/')) return true;
  if (
    node.opaque.some(folder => path.startsWith(`${folder}/`) || path === folder)
  )
    return true;
  const folder = path.slice(0, path.lastIndexOf('/'));
  return (node.workload?.initContainers ?? []).some(
    ({ commandLine }) =>
      commandLine.includes(folder) ||
      commandLine.includes(`${folder.slice(folder.lastIndexOf('/') + 1)}/`),
  );
}
