import type { ConfigFile } from '../objects/ConfigFile';
import type { Workload } from '../objects/Workload';
import { heapOf } from './heapOf';
import { kindOfFile } from './kindOfFile';
import type { TrinoNode } from './TrinoNode';

/** A node of its files. */
export function nodeOf(
  files: ConfigFile[],
  options: Pick<
    TrinoNode,
    | 'object'
    | 'workload'
    | 'container'
    | 'version'
    | 'versionKnown'
    | 'mounted'
    | 'opaque'
  > & { memoryLimitBytes?: number; chart?: boolean },
): TrinoNode {
  const { memoryLimitBytes, ...rest } = options;
  const trinoFiles = files.filter(file => kindOfFile(file) !== undefined);
  const of = (kind: string) =>
    trinoFiles.filter(file => kindOfFile(file) === kind);
  const config = of('config').at(0);
  const jvm = of('jvm').at(0);
  return {
    chart: false,
    ...rest,
    role: roleOf(config) ?? roleByName(options.workload),
    config,
    jvm,
    nodeProperties: of('node').at(0),
    accessControl: of('access-control'),
    rules: of('rules'),
    catalogs: of('catalog'),
    groupProvider: of('group-provider').at(0),
    files: trinoFiles,
    heap: heapOf(jvm, memoryLimitBytes),
  };
}

function roleOf(config: ConfigFile | undefined): TrinoNode['role'] {
  if (!config) return undefined;
  if (config.property('coordinator')?.value === 'false') return 'worker';
  // Trino's default of include-coordinator is true.
  return config.property('node-scheduler.include-coordinator')?.value ===
    'false'
    ? 'coordinator'
    : 'single';
}

/** The role that the name or a label of a workload tells, where its configuration isn't among the files. */
function roleByName(workload: Workload | undefined): TrinoNode['role'] {
  if (!workload) return undefined;
  const names = [
    workload.object.name,
    ...['app.kubernetes.io/component', 'component', 'role'].map(
      key => workload.labels[key] ?? '',
    ),
  ];
  return (['worker', 'coordinator'] as const).find(role =>
    names.some(name => new RegExp(`(^|[-_.])${role}s?($|[-_.])`).test(name)),
  );
}
