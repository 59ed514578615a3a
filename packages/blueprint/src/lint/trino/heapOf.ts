import type { ConfigFile } from '../objects/ConfigFile';
import { parseDataSize } from './parseDataSize';
import type { Heap } from './TrinoNode';

/** The largest heap that a jvm.config allows: `-Xmx`, or a percentage of the container's memory. */
export function heapOf(
  jvm: ConfigFile | undefined,
  memoryLimitBytes: number | undefined,
): Heap | undefined {
  let heap: Heap | undefined;
  for (const [index, line] of (jvm?.lines ?? []).entries()) {
    const option = line.trim();
    const found = (bytes: number): Heap => ({
      bytes,
      text: option,
      get place() {
        return jvm!.source.placeOf(index);
      },
    });
    const size = /^(?:-Xmx|-XX:MaxHeapSize=)(\S+)$/.exec(option);
    const bytes = parseDataSize(size?.[1]);
    if (bytes !== undefined) heap = found(bytes);
    const percent = /^-XX:MaxRAMPercentage=([\d.]+)$/.exec(option);
    if (percent && memoryLimitBytes !== undefined && heap === undefined)
      heap = found((memoryLimitBytes * Number(percent[1])) / 100);
  }
  return heap;
}
