import { describeCapacity } from './describeCapacity';

const DEMO = {
  ...{ pods: 3, cpuRequest: 1.5, memoryMiB: 4608, storageMiB: 22528 },
  ...{ maxPods: 3, maxCpuRequest: 1.5, maxMemoryMiB: 4608 },
};

describe('what a lakehouse asks of a cluster', () => {
  it('is said in a sentence where nothing is added to it', () => {
    expect(describeCapacity(DEMO)).toBe(
      '3 pods, 1.5 cores, 4.5 GiB of memory and 22 GiB of storage in the cluster.',
    );
  });

  it('says how far autoscaling may go', () => {
    expect(
      describeCapacity({
        ...DEMO,
        ...{ maxPods: 24, maxCpuRequest: 328.75, maxMemoryMiB: 1346560 },
      }),
    ).toContain(
      'With all workers that autoscaling may add: 24 pods, 328.75 cores and 1315 GiB of memory.',
    );
  });
});
