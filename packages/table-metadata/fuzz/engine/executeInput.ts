import type { FuzzTarget } from '../targets';
import type { FuzzInput } from './FuzzInput';
import { OracleViolation } from './OracleViolation';

/** What went wrong with an input. */
export interface Trouble {
  /** Findings with the same key are the same. */
  key: string;
  message: string;
  /** Trying it again takes long. */
  isCostly: boolean;
}

/** Processor time for one input. Unpacking what the reader's limits allow takes about one second. */
const MAX_CPU_MS = 4000;
/** Resident memory of the whole process, fuzzer included: 512 MB that the reader may unpack, twice, and the rest. */
const MAX_RSS_KB = 1536 * 1024;

let isTooLarge = false;

/** Runs one input and judges it. */
export async function executeInput(
  target: FuzzTarget,
  input: FuzzInput,
): Promise<Trouble | undefined> {
  const { trouble, cpuMs } = await measure(target, input);
  if (trouble) return trouble;
  if (cpuMs > MAX_CPU_MS) {
    const again = await measure(target, input);
    const least = Math.min(cpuMs, again.cpuMs);
    if (least > MAX_CPU_MS)
      return {
        key: `${target.name}/slow`,
        message: `it takes ${Math.round(least)} ms of processor time`,
        isCostly: true,
      };
  }
  const { maxRSS } = process.resourceUsage();
  if (maxRSS > MAX_RSS_KB && !isTooLarge) {
    // The highest ever: it tells only who was the first.
    isTooLarge = true;
    return {
      key: `${target.name}/memory`,
      message: `the process has grown to ${Math.round(maxRSS / 1024)} MB`,
      isCostly: true,
    };
  }
  return undefined;
}

async function measure(
  target: FuzzTarget,
  input: FuzzInput,
): Promise<{ trouble?: Trouble; cpuMs: number }> {
  const before = process.cpuUsage();
  let trouble: Trouble | undefined;
  try {
    const running = target.run(input);
    if (running) await running;
  } catch (error) {
    trouble = describe(target, error);
  }
  const { user, system } = process.cpuUsage(before);
  return { trouble, cpuMs: (user + system) / 1000 };
}

function describe(target: FuzzTarget, error: unknown): Trouble {
  const message =
    error instanceof Error ? error.stack ?? error.message : String(error);
  const place =
    error instanceof OracleViolation
      ? error.kind
      : `${error instanceof Error ? error.name : 'no error'} ${placeOf(
          message,
        )}`;
  return { key: `${target.name}/${place}`, message, isCostly: false };
}

/** The innermost function of the reader in a stack. */
function placeOf(stack: string): string {
  const [, name = 'somewhere'] =
    /at ((?:async )?[\w.#<> ]+) \(.*table-metadata\/(?:src|fuzz)\//.exec(
      stack,
    ) ?? [];
  return name;
}
