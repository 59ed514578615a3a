import type { LintContext } from '../LintContext';
import type { ConfigFile } from '../objects/ConfigFile';
import type { ManifestObject } from '../objects/ManifestObject';
import { memoryLimitOf } from '../objects/memoryLimitOf';
import { SERVING_KINDS } from '../objects/Workload';
import { chartNodes } from './chartNodes';
import { isTrinoImage, trinoVersionOf } from './isTrinoImage';
import { kindOfFile } from './kindOfFile';
import { mountedFiles } from './mountedFiles';
import { nodeOf } from './nodeOf';
import { NEWEST_TRINO } from './versions';
import type { TrinoNode } from './TrinoNode';

/**
 * Every Trino process that the manifests describe: workloads with their mounted configuration, values of the chart, and
 * configuration that nothing mounts (linted by itself: a single ConfigMap is a frequent input).
 */
export function findTrinoNodes(context: LintContext): TrinoNode[] {
  const nodes: TrinoNode[] = [];
  const used = new Set<ConfigFile>();
  const forced = context.options.trinoVersion;
  for (const workload of context.workloads) {
    if (!SERVING_KINDS.has(workload.kind)) continue;
    for (const container of workload.containers) {
      if (!isTrinoImage(container.image)) continue;
      const { files, opaque } = mountedFiles(context, workload, container);
      const version = forced ?? trinoVersionOf(container.image);
      const node = nodeOf(
        files.map(({ file }) => file),
        {
          object: workload.object,
          workload,
          container,
          version: version ?? NEWEST_TRINO,
          versionKnown: version !== undefined,
          mounted: files,
          opaque,
          memoryLimitBytes: memoryLimitOf(container),
        },
      );
      for (const file of node.files) used.add(file);
      nodes.push(node);
    }
  }
  for (const object of context.objectsOf('TrinoChartValues'))
    nodes.push(...chartNodes(context, object));
  const versions = new Set(
    nodes.filter(node => node.versionKnown).map(({ version }) => version),
  );
  const only = forced ?? (versions.size === 1 ? [...versions][0] : undefined);
  for (const { files, object } of unmounted(context, used))
    nodes.push(
      nodeOf(files, {
        object,
        version: only ?? NEWEST_TRINO,
        versionKnown: only !== undefined,
        mounted: [],
        opaque: [],
      }),
    );
  return nodes;
}

/** Trino's files that no workload mounts, by ConfigMap or folder. */
function unmounted(
  context: LintContext,
  used: Set<ConfigFile>,
): { files: ConfigFile[]; object?: ManifestObject }[] {
  const groups = new Map<
    ManifestObject | string,
    { files: ConfigFile[]; object?: ManifestObject }
  >();
  for (const file of context.configFiles) {
    if (used.has(file) || kindOfFile(file) === undefined) continue;
    const key =
      file.object ??
      file.source.file
        .replace(/[^/]*$/, '')
        .replace(/(^|\/)(catalog|access-control|rules)\/$/, '$1');
    const group = groups.get(key) ?? { files: [], object: file.object };
    group.files.push(file);
    groups.set(key, group);
  }
  return [...groups.values()];
}
