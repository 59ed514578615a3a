import type { ProofStep, ProveEvent } from '@lakehouse-portal/prove';
import { printable } from '../../output/printable';
import type { Terminal } from '../../output/Terminal';

const MARKS: Record<ProofStep['outcome'], string> = {
  passed: '✓',
  failed: '✗',
  skipped: '○',
  cancelled: '–',
};

/** Writes the steps of a proof as they come, each part of it under its name. */
export class ProofWriter {
  readonly #terminal: Terminal;
  readonly #waits = new Set<string>();
  #part: string | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  write(event: ProveEvent): void {
    if (event.type === 'finished') {
      this.#step(event.step);
    } else if (event.type === 'waiting' && !this.#waits.has(event.reason)) {
      // Again and again the same is no news.
      this.#waits.add(event.reason);
      this.#terminal.out(`    … ${printable(event.reason)}\n`);
    }
  }

  #step(step: ProofStep): void {
    const part = step.layer ?? NAMES[step.part];
    if (part !== this.#part) {
      this.#part = part;
      this.#terminal.out(`\n  ${printable(part)}\n`);
    }
    const time = `${(step.durationMs / 1000).toFixed(1)} s`;
    const lines = [
      `    ${MARKS[step.outcome]} ${printable(step.title).padEnd(
        36,
      )} ${time.padStart(7)}${
        step.found === undefined ? '' : `  ${printable(step.found)}`
      }`,
    ];
    const { failure } = step;
    if (failure) {
      const { hop, message, reason, cause, remedy, queryId } = failure;
      lines.push(
        `        ${hop}: ${oneLine(message)}`,
        ...(reason === undefined ? [] : [`        ${oneLine(reason)}`]),
        `        Likely: ${cause}`,
        `        Do: ${remedy}`,
        ...(queryId === undefined ? [] : [`        Query: ${queryId}`]),
      );
    }
    this.#terminal.out(`${lines.join('\n')}\n`);
  }
}

const NAMES: Record<ProofStep['part'], string> = {
  cluster: 'Cluster',
  layer: 'Layer',
  access: 'Access',
  cleanup: 'Cleaning up',
};

function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' ')).slice(0, 500);
}
