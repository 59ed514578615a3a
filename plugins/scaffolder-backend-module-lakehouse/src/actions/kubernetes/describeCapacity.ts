import type { Capacity } from '@lakehouse-portal/blueprint';

/** What a lakehouse asks of a cluster, as full sentences. */
export function describeCapacity(total: Capacity['total']): string {
  const { pods, cpuRequest, memoryMiB, storageMiB } = total;
  const { maxPods, maxCpuRequest, maxMemoryMiB } = total;
  const asked = `${pods} pods, ${cpuRequest} cores, ${gib(
    memoryMiB,
  )} of memory and ${gib(storageMiB)} of storage in the cluster.`;
  return maxPods > pods
    ? `${asked} With all workers that autoscaling may add: ${maxPods} pods, ${maxCpuRequest} cores and ${gib(
        maxMemoryMiB,
      )} of memory.`
    : asked;
}

function gib(mebibytes: number): string {
  return `${Math.round((mebibytes / 1024) * 10) / 10} GiB`;
}
