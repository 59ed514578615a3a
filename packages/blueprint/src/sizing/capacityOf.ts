import type { Lakehouse } from '../document';
import {
  cpuLimitOf,
  SMALL_RESOURCES,
  type SmallResources,
} from '../render/pods/resources';
import { mebibytes } from './mebibytes';
import { sizeTrinoNode } from './sizeTrinoNode';

/**
 * What one component asks of the cluster: per pod CPU in cores, memory in MiB (requested and at most, which are the same);
 * storage in MiB of all its volumes together.
 * @public
 */
export interface ComponentCapacity {
  component: 'catalog' | 'coordinator' | 'database' | 'storage' | 'worker';
  /** For people: `Trino coordinator`, `Hive Metastore`. */
  title: string;
  pods: number;
  /** With autoscaling more than `pods`. */
  maxPods: number;
  cpuRequest: number;
  cpuLimit: number;
  memoryMiB: number;
  storageMiB: number;
}

/**
 * What a lakehouse needs, with the arithmetic. Jobs that run once are not in it.
 * @public
 */
export interface Capacity {
  components: ComponentCapacity[];
  /** Of all pods; `max…` with all workers that autoscaling may add. */
  total: {
    pods: number;
    cpuRequest: number;
    memoryMiB: number;
    storageMiB: number;
    maxPods: number;
    maxCpuRequest: number;
    maxMemoryMiB: number;
  };
  explain: string[];
}

const CATALOG_SERVERS: Partial<Record<Lakehouse['catalog']['type'], string>> = {
  hive: 'Hive Metastore',
  nessie: 'Nessie',
  polaris: 'Apache Polaris',
  lakekeeper: 'Lakekeeper',
};

/**
 * Adds up what the rendered objects ask for.
 * @public
 */
export function capacityOf(lakehouse: Lakehouse): Capacity {
  const { trino, database, storage, catalog } = lakehouse;
  const single = trino.workers === 0;
  const components: ComponentCapacity[] = [
    node(
      'coordinator',
      single ? 'Trino (one node)' : 'Trino coordinator',
      1,
      1,
      trino.coordinator,
    ),
  ];
  const coordinator = sizeTrinoNode(trino.coordinator.memory);
  const explain = coordinator.explain.map(
    line => `${single ? 'Trino' : 'coordinator'}: ${line}`,
  );
  if (!single) {
    const most = trino.autoscaling?.maxWorkers ?? trino.workers;
    components.push(
      node('worker', 'Trino workers', trino.workers, most, trino.worker),
    );
    const size = sizeTrinoNode(trino.worker.memory);
    explain.push(
      ...size.explain.map(line => `worker: ${line}`),
      `query.max-memory ${size.queryMemoryMiB * most} MiB = ${
        size.queryMemoryMiB
      } MiB x ${most} workers`,
    );
  }
  if (database?.type === 'postgres')
    components.push(
      small(
        'database',
        'PostgreSQL',
        1,
        SMALL_RESOURCES.database,
        database.volume,
      ),
    );
  if (database?.type === 'cloudnative-pg')
    components.push(
      small(
        'database',
        'PostgreSQL (CloudNativePG)',
        database.instances,
        SMALL_RESOURCES.database,
        database.volume,
      ),
    );
  if ('volume' in storage)
    components.push(
      small(
        'storage',
        `Object storage (${storage.type})`,
        1,
        SMALL_RESOURCES.storage,
        storage.volume,
      ),
    );
  const server = CATALOG_SERVERS[catalog.type];
  if (server)
    components.push(small('catalog', server, 1, SMALL_RESOURCES.catalog));
  const sum = (of: (component: ComponentCapacity) => number) =>
    Math.round(
      components.reduce((total, component) => total + of(component), 0) * 1000,
    ) / 1000;
  return {
    components,
    total: {
      pods: sum(c => c.pods),
      cpuRequest: sum(c => c.pods * c.cpuRequest),
      memoryMiB: sum(c => c.pods * c.memoryMiB),
      storageMiB: sum(c => c.storageMiB),
      maxPods: sum(c => c.maxPods),
      maxCpuRequest: sum(c => c.maxPods * c.cpuRequest),
      maxMemoryMiB: sum(c => c.maxPods * c.memoryMiB),
    },
    explain,
  };
}

function node(
  component: ComponentCapacity['component'],
  title: string,
  pods: number,
  maxPods: number,
  { cpu, memory }: { cpu: number; memory: string },
): ComponentCapacity {
  return {
    ...{
      component,
      title,
      pods,
      maxPods,
      cpuRequest: cpu,
      cpuLimit: cpuLimitOf(cpu),
    },
    ...{ memoryMiB: mebibytes(memory), storageMiB: 0 },
  };
}

function small(
  component: ComponentCapacity['component'],
  title: string,
  pods: number,
  { cpu, memory }: SmallResources,
  volume?: string,
): ComponentCapacity {
  return {
    ...{ component, title, pods, maxPods: pods },
    ...{
      cpuRequest: cpu.request,
      cpuLimit: cpu.limit,
      memoryMiB: mebibytes(memory),
    },
    storageMiB: volume ? mebibytes(volume) * pods : 0,
  };
}
