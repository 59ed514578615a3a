import type { ObjectReadiness } from '@lakehouse-portal/kubernetes';

/**
 * What of a look at objects a person has not been told yet. Reasons are looked for every few seconds only: that one is
 * missing in between is no news, or the log of a step would repeat it every second.
 */
export class ReadinessNews {
  readonly #told = new Map<string, { message: string; reasons: string }>();

  /** The objects that are otherwise than they were told. */
  of(objects: readonly ObjectReadiness[]): ObjectReadiness[] {
    return objects.filter(object => {
      const { id, message, problems } = object;
      const reasons = JSON.stringify(problems.map(problem => problem.message));
      const told = this.#told.get(id);
      if (
        told?.message === message &&
        (problems.length === 0 || told.reasons === reasons)
      )
        return false;
      this.#told.set(id, { message, reasons });
      return true;
    });
  }
}

/** For people: how it is, why, and the last lines that a container wrote. */
export function describeReadiness({
  id,
  message,
  problems,
}: ObjectReadiness): string {
  return [
    `${id}: ${message}`,
    ...problems.flatMap(problem => [
      `    ${problem.message}`,
      ...(problem.log ?? []).map(line => `        ${line}`),
    ]),
  ].join('\n');
}
