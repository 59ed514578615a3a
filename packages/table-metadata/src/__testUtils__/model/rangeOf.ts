import type { ModelValue } from './TableModel';

/** Least and greatest of values of one type, without nulls. */
export function rangeOf(
  values: ModelValue[],
): [least: ModelValue, greatest: ModelValue] | undefined {
  const present = values.filter(value => value !== null);
  if (present.length === 0) return undefined;
  return present.reduce<[ModelValue, ModelValue]>(
    ([least, greatest], value) => [
      value < (least ?? value) ? value : least,
      value > (greatest ?? value) ? value : greatest,
    ],
    [present[0], present[0]],
  );
}
