import type { FuzzTarget } from '../targets';
import { Corpus } from './Corpus';
import type { CoverageMap } from './CoverageMap';
import { executeInput, type Trouble } from './executeInput';
import type { FuzzInput } from './FuzzInput';
import { minimize } from './minimize';
import type { Random } from './Random';
import { sweep } from './sweep';

/** An input for which something did not hold, made as small as it could be. */
export interface Finding extends Trouble {
  input: FuzzInput;
}

const MINIMIZE_TRIES = 800;
/** Share of the inputs that are changed byte by byte, and not by chance. */
const SWEPT = 0.15;

/** Changes inputs, runs them, keeps those that reach something new, and collects what goes wrong. */
export class FuzzEngine {
  /** Inputs by target. */
  readonly inputs: Record<string, number> = {};
  readonly #targets: FuzzTarget[];
  readonly #corpora = new Map<FuzzTarget, Corpus>();
  readonly #wheel: FuzzTarget[];
  readonly #sweeps = new Map<FuzzTarget, Generator<FuzzInput>>();
  readonly #known = new Set<string>();
  readonly #coverage: CoverageMap;
  readonly #random: Random;
  readonly #beforeInput: (input: FuzzInput) => void;
  readonly #onFinding: (finding: Finding) => void;

  /**
   * @param events - `beforeInput`: is called with each input before it runs, so that one that ends everything is known.
   */
  constructor(
    targets: FuzzTarget[],
    coverage: CoverageMap,
    random: Random,
    events: {
      beforeInput(input: FuzzInput): void;
      onFinding(finding: Finding): void;
    },
  ) {
    this.#targets = targets;
    this.#coverage = coverage;
    this.#random = random;
    this.#beforeInput = events.beforeInput;
    this.#onFinding = events.onFinding;
    this.#wheel = targets.flatMap(target =>
      Array.from({ length: target.weight }, () => target),
    );
    for (const target of targets) {
      this.#corpora.set(target, new Corpus());
      this.#sweeps.set(target, sweep(target));
      this.inputs[target.name] = 0;
    }
  }

  get corpusSize(): number {
    let size = 0;
    for (const corpus of this.#corpora.values()) size += corpus.size;
    return size;
  }

  /** Places that any input of each target has passed, added up over the targets. */
  get places(): number {
    const places = new Set<number>();
    for (const corpus of this.#corpora.values())
      for (const place of corpus.places()) places.add(place);
    return places.size;
  }

  /** Runs the seeds, and what earlier runs have found worth keeping. */
  async start(kept: FuzzInput[], isStopped: () => boolean): Promise<void> {
    for (const target of this.#targets) {
      const own = kept.filter(input => input.target === target.name);
      for (const input of [...target.seeds(), ...own])
        if (!isStopped()) await this.run(target, input);
    }
  }

  /** One input. */
  async step(): Promise<void> {
    const target = this.#random.pick(this.#wheel);
    const input = this.#random.chance(SWEPT)
      ? this.#sweeps.get(target)?.next().value ?? this.#mutated(target)
      : this.#mutated(target);
    if (input) await this.run(target, input);
  }

  #mutated(target: FuzzTarget): FuzzInput | undefined {
    const corpus = this.#corpora.get(target);
    return corpus && corpus.size > 0
      ? target.mutate(corpus.pick(this.#random), this.#random)
      : undefined;
  }

  async run(target: FuzzTarget, input: FuzzInput): Promise<void> {
    this.inputs[target.name]++;
    this.#coverage.reset();
    this.#beforeInput(input);
    const trouble = await executeInput(target, input);
    this.#corpora.get(target)?.add(input, this.#coverage.features());
    if (!trouble || this.#known.has(trouble.key)) return;
    this.#known.add(trouble.key);
    const smallest = await minimize(
      input,
      async candidate => {
        this.#beforeInput(candidate);
        return (await executeInput(target, candidate))?.key === trouble.key;
      },
      trouble.isCostly ? 20 : MINIMIZE_TRIES,
    );
    this.#onFinding({ ...trouble, input: smallest });
  }

  /** Inputs that reached something new since the last call. */
  takeKept(): FuzzInput[] {
    return [...this.#corpora.values()].flatMap(corpus => corpus.takeNew());
  }
}
