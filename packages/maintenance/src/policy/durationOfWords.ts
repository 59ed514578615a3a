const DAYS = { day: 1, week: 7, year: 365 };
const TIME = { minute: 'M', hour: 'H' };
const words = /^(\d{1,9})\s*(minute|hour|day|week|year)s?$/i;

/**
 * A duration as people say it (`30 days`, `12 hours`, `2 years`) as ISO 8601. A year has 365 days, a week 7.
 *
 * @returns what it was given when it is something else: whoever checks it says what is right.
 */
export function durationOfWords(text: unknown): unknown {
  const match = typeof text === 'string' ? words.exec(text.trim()) : undefined;
  if (!match) {
    return text;
  }
  const [, count] = match;
  const unit = match[2].toLowerCase();
  return unit in TIME
    ? `PT${count}${TIME[unit as keyof typeof TIME]}`
    : `P${Number(count) * DAYS[unit as keyof typeof DAYS]}D`;
}

/** The other way round; what has no words stays ISO 8601. */
export function wordsOfDuration(duration: string): string {
  const match = /^P(?:(\d{1,9})D|T(\d{1,9})(H|M))$/.exec(duration);
  if (!match) {
    return duration;
  }
  const [, days, time, unit] = match;
  const count = Number(days ?? time);
  const word = { H: 'hour', M: 'minute' }[unit] ?? 'day';
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
