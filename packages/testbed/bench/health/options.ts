import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINE_NAMES, type EngineName } from './measurements/Measurements';
import { shapeNamed, SHAPES, type Shape, TWIN } from './tables/shapes';

/** Where the committed measurements are. */
export const COMMITTED = join(__dirname, 'measurements');

/** What is asked of a run. */
export interface Options {
  engines: EngineName[];
  /** Without the twin. */
  shapes: Shape[];
  rounds: number;
  /** Leave out what was measured before. */
  missing: boolean;
  /** Measure the operations of maintenance too. */
  cures: boolean;
  /** Measure nothing: judge what was measured before. */
  judgeOnly: boolean;
  /** Of the tables, about 4 GB. */
  folder: string;
  /** Where measurements are read from and written to. */
  measurements: string;
}

/** A third of the shapes, one of each family. */
const QUICK = [
  'control',
  'f500',
  'op_day',
  'mf100',
  'pdm100',
  'ed5',
  'dv5',
  'unsorted',
  'no_stats',
  'sn500',
  'f1000_mf200',
  'stream',
];

export const USAGE = `npm run bench -- health [options]
  --engine trino|trino-next|embedded   may be given more than once; default: all three
  --quick                              twelve shapes, three rounds, no maintenance
  --shapes f500,mf100                  these shapes only; --part 1/3: a third of all
  --missing                            only what was not measured before, in the same folder of measurements
  --no-cures                           leave out the operations of maintenance; --only-cures: nothing else
  --judge-only                         measure nothing, judge what is in the folder of measurements
  --measurements DIR                   default: a folder beside the tables; with --judge-only the committed ones
  --folder DIR                         of the tables (4 GB), which are kept; default: in the folder for temporary files`;

/** @throws Error with what is wrong with them. */
export function parseOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      engine: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      shapes: { type: 'string' },
      part: { type: 'string' },
      missing: { type: 'boolean', default: false },
      'no-cures': { type: 'boolean', default: false },
      'only-cures': { type: 'boolean', default: false },
      'judge-only': { type: 'boolean', default: false },
      measurements: { type: 'string' },
      folder: { type: 'string' },
    },
  });
  const folder = values.folder ?? join(tmpdir(), 'lakehouse-health-bench');
  const judgeOnly = values['judge-only'];
  return {
    engines: (values.engine ?? ENGINE_NAMES).map(engineNamed),
    shapes: values['only-cures'] ? [] : shapesOf(values),
    rounds: values.quick ? 3 : 5,
    missing: values.missing,
    cures: !values['no-cures'] && !values.quick,
    judgeOnly,
    folder,
    measurements:
      values.measurements ?? (judgeOnly ? COMMITTED : join(folder, 'measured')),
  };
}

function engineNamed(name: string): EngineName {
  const found = ENGINE_NAMES.find(engine => engine === name);
  if (!found)
    throw new Error(
      `There is no engine called ${name}: ${ENGINE_NAMES.join(', ')}`,
    );
  return found;
}

function shapesOf(values: {
  quick?: boolean;
  shapes?: string;
  part?: string;
}): Shape[] {
  let all = SHAPES.filter(({ name }) => name !== TWIN);
  if (values.shapes) all = values.shapes.split(',').map(shapeNamed);
  else if (values.quick) all = QUICK.map(shapeNamed);
  if (values.part === undefined) return all;
  const [, part, parts] = /^(\d+)\/(\d+)$/.exec(values.part) ?? [];
  if (part === undefined || Number(part) < 1 || Number(part) > Number(parts))
    throw new Error('--part takes for example 1/3');
  return all.filter((_, i) => i % Number(parts) === Number(part) - 1);
}
