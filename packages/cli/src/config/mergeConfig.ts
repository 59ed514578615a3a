import { isRecord } from './isRecord';

/** Objects are merged key by key, everything else of `over` replaces what `base` has. */
export function mergeConfig(
  base: Record<string, unknown>,
  over: Record<string, unknown>,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = result[key];
    result[key] =
      isRecord(old) && isRecord(value) ? mergeConfig(old, value) : value;
  }
  return result;
}
