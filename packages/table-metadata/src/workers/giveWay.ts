import { constants, setPriority } from 'node:os';

/**
 * Lets this thread wait while others want the processor: whoever waits for an answer does not wait for a scan. On an idle
 * machine it costs nothing. On Linux, where threads have priorities of their own; elsewhere it would be the whole process.
 */
export function giveWay(): void {
  if (process.platform === 'linux') {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  }
}
