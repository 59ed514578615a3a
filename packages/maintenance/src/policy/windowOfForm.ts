/** A window as a form has it, without what is empty; checked later. */
export function windowOfForm(window: unknown): unknown {
  if (typeof window !== 'object' || window === null) {
    return window;
  }
  return Object.fromEntries(
    Object.entries(window).filter(
      ([, value]) =>
        value !== undefined &&
        value !== '' &&
        !(Array.isArray(value) && value.length === 0),
    ),
  );
}
