/**
 * A retention that nothing outlives, milliseconds: "never" as a duration that dates can still be reckoned with. Table
 * properties write it as the largest long.
 * @public
 */
export const foreverMs = 99_999_999 * 86_400_000;

/** Whether a retention never ends. @public */
export function isForever(durationMs: number): boolean {
  return durationMs >= foreverMs;
}
