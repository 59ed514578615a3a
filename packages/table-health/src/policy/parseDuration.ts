import { InvalidPolicyError } from './InvalidPolicyError';

const unitsMs = {
  W: 604_800_000,
  D: 86_400_000,
  H: 3_600_000,
  M: 60_000,
  S: 1000,
};
const weeks = /^P(\d{1,9})W$/;
const daysAndTime =
  /^P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,3})?)S)?)?$/;
const withCalendar = /^P\d+[YM]/;

/**
 * Parses an ISO 8601 duration of weeks, or of days, hours, minutes and seconds: `P7D`, `PT15M`, `P1DT12H`.
 * Years and months are refused, as they have no fixed length.
 *
 * @param key - The key that has the duration, for the error.
 * @param text - What was written.
 * @returns Milliseconds, above 0.
 * @throws InvalidPolicyError
 * @see ISO 8601-1:2019, 5.5.2
 * @public
 */
export function parseDuration(key: string, text: unknown): number {
  if (typeof text !== 'string') {
    throw new InvalidPolicyError(
      key,
      `expected an ISO 8601 duration such as P7D or PT15M, got ${describe(
        text,
      )}`,
    );
  }
  if (withCalendar.test(text)) {
    throw new InvalidPolicyError(
      key,
      `${describe(
        text,
      )} has years or months, which have no fixed length: write days, for example P730D for two years`,
    );
  }
  const inWeeks = weeks.exec(text);
  const parts = inWeeks ? undefined : daysAndTime.exec(text);
  if ((!inWeeks && !parts) || text === 'P' || text.endsWith('T')) {
    throw new InvalidPolicyError(
      key,
      `${describe(text)} is not an ISO 8601 duration such as P7D or PT15M`,
    );
  }
  const durationMs = inWeeks
    ? Number(inWeeks[1]) * unitsMs.W
    : Math.round(
        Number(parts?.[1] ?? 0) * unitsMs.D +
          Number(parts?.[2] ?? 0) * unitsMs.H +
          Number(parts?.[3] ?? 0) * unitsMs.M +
          Number(parts?.[4] ?? 0) * unitsMs.S,
      );
  if (durationMs <= 0) {
    throw new InvalidPolicyError(
      key,
      `${describe(text)} is no time at all: it must be longer than 0`,
    );
  }
  if (!Number.isSafeInteger(durationMs)) {
    throw new InvalidPolicyError(
      key,
      `${describe(text)} is longer than can be counted in milliseconds`,
    );
  }
  return durationMs;
}

function describe(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  }
  return value === null ? 'null' : `a ${typeof value}`;
}
