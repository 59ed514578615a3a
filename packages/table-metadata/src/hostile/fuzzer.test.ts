import { CoverageMap } from '../../fuzz/engine/CoverageMap';
import { type Finding, FuzzEngine } from '../../fuzz/engine/FuzzEngine';
import {
  decodeInput,
  encodeInput,
  type FuzzInput,
} from '../../fuzz/engine/FuzzInput';
import { instrument } from '../../fuzz/engine/instrument';
import { must } from '../../fuzz/engine/OracleViolation';
import { Random } from '../../fuzz/engine/Random';
import { mutateAvro } from '../../fuzz/mutators/mutateAvro';
import { mutateBytes } from '../../fuzz/mutators/mutateBytes';

function input(text: string): FuzzInput {
  return { target: 'planted', files: new Map([['a', Buffer.from(text)]]) };
}

/** A text of less than 8 KB, after its length. */
function sized(text: string): Buffer {
  const length = text.length * 2;
  return Buffer.concat([
    Buffer.from([(length & 127) | 128, length >> 7]),
    Buffer.from(text),
  ]);
}

function textOf({ files }: FuzzInput): string {
  return Buffer.from(files.get('a') ?? []).toString('latin1');
}

/** A target that breaks on one word, which no seed has. */
async function fuzz(
  run: (text: string) => void,
  steps: number,
  seed = 1,
): Promise<{ findings: Finding[]; tried: string[] }> {
  const findings: Finding[] = [];
  const tried: string[] = [];
  const engine = new FuzzEngine(
    [
      {
        name: 'planted',
        weight: 1,
        seeds: () => [input('nothing wrong with this')],
        mutate: ({ files }, random) => ({
          target: 'planted',
          files: new Map([
            ['a', mutateBytes(files.get('a') ?? new Uint8Array(), random)],
          ]),
        }),
        run: item => run(textOf(item)),
      },
    ],
    new CoverageMap(),
    new Random(seed),
    {
      beforeInput: item => {
        tried.push(textOf(item));
      },
      onFinding: finding => findings.push(finding),
    },
  );
  await engine.start([], () => false);
  for (let step = 0; step < steps; step++) await engine.step();
  return { findings, tried };
}

type Execution = typeof import('../../fuzz/engine/executeInput');

/** As in a process that has tried no input yet. */
function newExecuteInput(): Execution['executeInput'] {
  let execution: Execution | undefined;
  jest.isolateModules(() => {
    execution = jest.requireActual<Execution>('../../fuzz/engine/executeInput');
  });
  return execution!.executeInput;
}

describe('the fuzzer', () => {
  afterEach(() => jest.restoreAllMocks());

  it('changes files whose types are nested deeper than it can make values of, and does not break on them', () => {
    let type: unknown = 'int';
    for (let depth = 0; depth < 50; depth++) type = [type];
    const schema = { type: 'record', name: 'a', fields: [{ name: 'b', type }] };
    const file = Buffer.concat([
      Buffer.from('Obj\u0001\u0002\u0016avro.schema', 'latin1'),
      sized(JSON.stringify(schema)),
      Buffer.from([0]),
      Buffer.alloc(16, 7),
      // A block of one record: the first branch 50 times, and a number.
      Buffer.from([2, 102]),
      Buffer.alloc(51),
      Buffer.alloc(16, 7),
    ]);
    const seen = new Set<string>();
    for (let seed = 0; seed < 400; seed++)
      seen.add(
        Buffer.from(mutateAvro(file, new Random(seed))).toString('latin1'),
      );
    expect(seen.size).toBeGreaterThan(50);
  });

  it('finds a statement that does not hold, once, and makes its input small', async () => {
    const { findings } = await fuzz(
      text =>
        must(
          !/\x00/.test(text),
          'zero',
          () => `a zero in ${text.length} bytes`,
        ),
      500,
    );
    expect(findings.map(({ key }) => key)).toEqual(['planted/zero']);
    expect(textOf(findings[0].input)).toBe('\x00');
  });

  it("finds errors that are not the reader's own, and tells them apart by their place", async () => {
    const { findings } = await fuzz(text => {
      if (text.length < 5) throw new RangeError('too short');
    }, 500);
    expect(findings).toHaveLength(1);
    expect(findings[0].key).toMatch(/^planted\/RangeError /);
    expect(textOf(findings[0].input)).toBe('');
  });

  it('bug: blamed an input for what its process had taken before, if the machine was busy meanwhile', async () => {
    const usage = jest.spyOn(process, 'resourceUsage');
    const grownToGb = (gb: number) =>
      usage.mockReturnValue({
        ...process.resourceUsage(),
        maxRSS: gb * 1024 * 1024,
      });
    let now = 0;
    // Long enough to be looked at.
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 40));
    const found: Array<string | undefined> = [];
    for (const before of [2, 1]) {
      grownToGb(before);
      const executeInput = newExecuteInput();
      grownToGb(3);
      const target = { name: 'planted', run: () => undefined } as never;
      found.push((await executeInput(target, input('')))?.key);
    }
    expect(found).toEqual([undefined, 'planted/memory']);
  });

  it('does the same for the same seed, and something else for another one', async () => {
    const runs = [1, 1, 2].map(async seed => fuzz(() => undefined, 50, seed));
    const [first, again, other] = (await Promise.all(runs)).map(
      ({ tried }) => tried,
    );
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
    expect(new Set(first).size).toBeGreaterThan(25);
  });

  it('stores an input so that it can be run again', () => {
    const stored: FuzzInput = {
      target: 't',
      files: new Map([
        ['a', Uint8Array.of(0, 10, 255)],
        ['@é\n', new Uint8Array()],
      ]),
    };
    expect(decodeInput(encodeInput(stored))).toEqual(stored);
  });

  it('counts branches without changing what a script does', () => {
    const script = `
      'use strict';
      const log = [];
      function f(a, b = a ?? 3) {
        if (a) log.push('if'); else if (b) log.push('elif')
        for (const x of [1, 2]) log.push(x);
        let n = 2; while (n-- > 0) log.push(n);
        do log.push('do'); while (false)
        switch (b) { case 1: log.push('one'); break; case 3: default: log.push('other'); }
        try { throw new Error('e') } catch { log.push('caught') }
        return a ? { a } : (b && ((x) => ({ x }))(b)) || null;
      }
      class C { #p = 1; static s = () => 5; get v() { return this.#p && C.s(); } }
      [f(0), f(1), f(null, 1), new C().v, log]`;
    let ids = 0;
    const counters = new Uint8Array(100);
    (globalThis as Record<string, unknown>).testCounters = counters;
    const counted = instrument(script, () => ids++, 'testCounters');
    // eslint-disable-next-line no-eval -- the script stands above
    const run = (code: string): unknown => (0, eval)(code);
    expect(run(`{${counted}}`)).toEqual(run(`{${script}}`));
    expect(ids).toBe(19);
    // Some places are not passed, some several times.
    const passed = [...counters.subarray(0, ids)];
    expect(passed).toContain(0);
    expect(Math.max(...passed)).toBeGreaterThan(3);
  });
});
