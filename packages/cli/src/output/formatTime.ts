/** `2026-11-24 10:30:00 UTC`. */
export function formatTime(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return `${ms} ms`;
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
