import { parseArgs } from 'node:util';

/** What `npm run fuzz` is asked for. */
export interface FuzzOptions {
  seconds: number;
  seed: number;
  targets: string[];
  /** An input that a finding has left. */
  replay?: string;
  /** Keeps corpus and findings from run to run. */
  folder?: string;
}

export const USAGE = `npm run fuzz -- [--minutes N | --seconds N] [--seed S] [--target NAME]... [--folder F] [--replay FILE]
  --minutes, --seconds  how long (default: one minute)
  --seed                the same seed changes the same inputs in the same way (default: 1)
  --target              one of the targets only; may be given several times
  --folder              where corpus and findings are kept; with the corpus of an earlier run it goes on from there
  --replay              run the input of a finding once`;

/** @throws TypeError with what is wrong. */
export function parseFuzzOptions(args: string[]): FuzzOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean' },
      minutes: { type: 'string' },
      seconds: { type: 'string' },
      seed: { type: 'string' },
      target: { type: 'string', multiple: true },
      folder: { type: 'string' },
      replay: { type: 'string' },
    },
  });
  if (values.help) return undefined;
  return {
    seconds:
      values.seconds !== undefined
        ? number('--seconds', values.seconds)
        : number('--minutes', values.minutes ?? '1') * 60,
    seed: number('--seed', values.seed ?? '1'),
    targets: values.target ?? [],
    replay: values.replay,
    folder: values.folder,
  };
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new TypeError(`${name} must be a number, not "${text}"`);
  return value;
}
