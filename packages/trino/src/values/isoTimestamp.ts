const TIMESTAMP =
  /^([+-]?\d{4,}-\d{2}-\d{2}) (\d{2}:\d{2}(?::\d{2}(?:\.\d{1,12})?)?)(?: (\S+))?$/;
const OFFSET = /^[+-]\d{2}:\d{2}$/;

/**
 * Trino's text of a timestamp (`2026-11-24 10:30:00.123 UTC`) in ISO 8601, all digits kept.
 * A named zone other than UTC is put behind in brackets, as RFC 9557 does: which offset it had then, Trino does not say.
 *
 * @returns undefined for a text of another form.
 */
export function isoTimestamp(text: string): string | undefined {
  const match = TIMESTAMP.exec(text);
  if (!match) {
    return undefined;
  }
  const [, date, time, zone] = match;
  if (zone === undefined) {
    return `${date}T${time}`;
  }
  if (zone === 'UTC' || zone === 'Z') {
    return `${date}T${time}Z`;
  }
  return OFFSET.test(zone)
    ? `${date}T${time}${zone}`
    : `${date}T${time}[${zone}]`;
}
