import { parseArgs } from 'node:util';

/** Parts of the benchmark, in the order in which they run. */
export const SECTIONS = [
  'typical',
  'rivals',
  'codecs',
  'million',
  'incremental',
  'memory',
  'command',
  'json',
] as const;

export type SectionName = (typeof SECTIONS)[number];

/** What `npm run bench -- metadata` is asked for. */
export interface BenchOptions {
  quick: boolean;
  rounds: number;
  slowRivals: boolean;
  sections: SectionName[];
}

export const USAGE = `npm run bench -- metadata [--quick] [--rounds N] [--no-slow-rivals] [--section NAME]...
  --quick    less than a minute: a tenth of the files, 3 rounds; says what it leaves out
  --rounds   how often each reader has its turn (default: 5)
  --no-slow-rivals  PyIceberg does not read the million files, which takes it some minutes
  --section  one part only; may be given several times: ${SECTIONS.join(', ')}`;

/** @throws TypeError with what is wrong. */
export function parseBenchOptions(args: string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: 'boolean' },
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      'no-slow-rivals': { type: 'boolean', default: false },
      section: { type: 'string', multiple: true },
    },
  });
  if (values.help) return undefined;
  const rounds = values.rounds ?? (values.quick ? '3' : '5');
  if (!/^[1-9]\d?$/.test(rounds))
    throw new TypeError(`--rounds must be from 1 to 99, not "${rounds}"`);
  const sections = values.section ?? [...SECTIONS];
  return {
    quick: values.quick,
    rounds: Number(rounds),
    slowRivals: !values.quick && !values['no-slow-rivals'],
    sections: sections.map(asSection),
  };
}

function asSection(name: string): SectionName {
  const section = SECTIONS.find(known => known === name);
  if (section) return section;
  throw new TypeError(
    `--section must be one of ${SECTIONS.join(', ')}, not "${name}"`,
  );
}
