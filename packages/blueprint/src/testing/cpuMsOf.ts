/**
 * What some work takes of the processor, in milliseconds: unlike a clock on the wall it does not go on while others have the
 * processor.
 */
export function cpuMsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
