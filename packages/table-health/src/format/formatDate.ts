const months = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

/**
 * A day in UTC: `24 Nov`, with the year only when it isn't the one of `nowMs`.
 *
 * @param timestampMs - Milliseconds since the epoch.
 * @param nowMs - Milliseconds since the epoch.
 * @public
 */
export function formatDate(timestampMs: number, nowMs: number): string {
  const date = new Date(timestampMs);
  if (Number.isNaN(date.getTime())) {
    return 'unknown';
  }
  const dayAndMonth = `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
  const sameYear = date.getUTCFullYear() === new Date(nowMs).getUTCFullYear();
  return sameYear ? dayAndMonth : `${dayAndMonth} ${date.getUTCFullYear()}`;
}
