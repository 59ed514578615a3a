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

/** Allocating some hundred megabytes takes longer. */
const LOOK_AFTER_MS = 30;

/** The highest ever is all that the system knows: what was large before any input tells nothing of one. */
let isTooLarge = highestKb() > MAX_RSS_KB;

/** Runs one input and judges it. */
export async function executeInput(
  target: FuzzTarget,
  input: FuzzInput,
): Promise<Trouble | undefined> {
  const started = performance.now();
  const trouble = await runOnce(target, input);
  if (trouble) return trouble;
  const elapsedMs = performance.now() - started;
  // Asking the system costs more than most inputs do; and what is large takes its time.
  if (elapsedMs < LOOK_AFTER_MS) return undefined;
  return (
    (elapsedMs > MAX_CPU_MS ? await judgeTime(target, input) : undefined) ??
    judgeMemory(target)
  );
}

/** Once more, by the processor's time: the machine may have been busy with other things. */
async function judgeTime(
  target: FuzzTarget,
  input: FuzzInput,
): Promise<Trouble | undefined> {
  const before = process.cpuUsage();
  await runOnce(target, input);
  const { user, system } = process.cpuUsage(before);
  const cpuMs = (user + system) / 1000;
  if (cpuMs <= MAX_CPU_MS) return undefined;
  return {
    key: `${target.name}/slow`,
    message: `it takes ${Math.round(cpuMs)} ms of processor time`,
    isCostly: true,
  };
}

/** Tells only who was the first. */
function judgeMemory(target: FuzzTarget): Trouble | undefined {
  const maxRSS = highestKb();
  if (maxRSS <= MAX_RSS_KB || isTooLarge) return undefined;
  isTooLarge = true;
  return {
    key: `${target.name}/memory`,
    message: `the process has grown to ${Math.round(maxRSS / 1024)} MB`,
    isCostly: true,
  };
}

function highestKb(): number {
  return process.resourceUsage().maxRSS;
}

async function runOnce(
  target: FuzzTarget,
  input: FuzzInput,
): Promise<Trouble | undefined> {
  try {
    const running = target.run(input);
    if (running) await running;
    return undefined;
  } catch (error) {
    return describe(target, error);
  }
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
