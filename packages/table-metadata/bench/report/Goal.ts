/** Something that was to be reached, and what was. */
export interface Goal {
  name: string;
  measured: number;
  atLeast?: number;
  atMost?: number;
  unit: string;
  /** Why the figure is weaker than it looks: another size, another way. */
  note?: string;
}

/** One line: whether it was reached, by how much. */
export function describeGoal(goal: Goal): string {
  const { name, measured, atLeast, atMost, unit, note } = goal;
  const reached =
    (atLeast === undefined || measured >= atLeast) &&
    (atMost === undefined || measured <= atMost);
  const wanted =
    atLeast !== undefined
      ? `at least ${round(atLeast)}`
      : `at most ${round(atMost ?? 0)}`;
  return `  ${reached ? 'reached' : 'MISSED '}  ${name}: ${round(
    measured,
  )}${unit} (${wanted}${unit})${note ? `; ${note}` : ''}`;
}

function round(value: number): string {
  return value.toLocaleString('en', {
    maximumSignificantDigits: Math.abs(value) >= 1000 ? 6 : 3,
  });
}
