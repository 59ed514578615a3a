import fc from 'fast-check';
import {
  formatAge,
  formatBytes,
  formatCount,
  formatDate,
  formatDuration,
  formatFactor,
  formatShare,
  formatShortDuration,
} from '.';

const nowMs = Date.UTC(2026, 10, 24, 12);
const dayMs = 86_400_000;

describe('numbers as people read them', () => {
  it.each([
    [0, '0'],
    [48212, '48,212'],
    [9_999_999, '9,999,999'],
    [10_000_000, '10.0 million'],
    [1_860_000_000, '1.86 billion'],
    [999_999_999, '1.00 billion'],
    [2n ** 63n, '9,223 quadrillion'],
    [-1234, '−1,234'],
  ])('formatCount(%p) is %s', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });

  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1023, '1,023 bytes'],
    [1024, '1 kB'],
    [1536, '1.5 kB'],
    [1024 * 1024 - 1, '1 MB'],
    [8 * 1024 * 1024, '8 MB'],
    [222_590_000_000n, '207 GB'],
    [1000 * 1024, '1,000 kB'],
    [2n ** 60n, '1 EB'],
    [-2048, '−2 kB'],
  ])('formatBytes(%p) is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [1, '1×'],
    [1.04, '1×'],
    [1.15, '1.1×'],
    [3.72, '3.7×'],
    [12.3, '12×'],
    [384, '380×'],
    [12345, '12,000×'],
  ])('formatFactor(%p) is %s', (factor, text) => {
    expect(formatFactor(factor)).toBe(text);
  });

  it.each([
    [0, '0 %'],
    [0.0001, 'under 0.1 %'],
    [0.009, '0.9 %'],
    [0.13, '13 %'],
    [0.9999, '99.9 %'],
    [1, '100 %'],
  ])('formatShare(%p) is %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  it.each([
    [38_000, '38 s', '38 seconds'],
    [60_000, '1 min', '1 minute'],
    [26 * 3_600_000, '26 h', '26 hours'],
    [dayMs, '1 d', '1 day'],
    [9 * dayMs + 5, '9 d', '9 days'],
    [-5, '0 s', '0 seconds'],
  ])('%p ms is %s, in a sentence %s', (ms, short, long) => {
    expect(formatShortDuration(ms)).toBe(short);
    expect(formatDuration(ms)).toBe(long);
  });

  it('gives ages up to 30 days, then the date, with the year when it is another', () => {
    expect(formatAge(nowMs - 38_000, nowMs)).toBe('38 s ago');
    expect(formatAge(nowMs - 30 * dayMs, nowMs)).toBe('30 d ago');
    expect(formatAge(nowMs - 31 * dayMs, nowMs)).toBe('24 Oct');
    expect(formatAge(nowMs - 365 * dayMs, nowMs)).toBe('24 Nov 2025');
    expect(formatAge(nowMs + dayMs, nowMs)).toBe('just now');
    expect(formatDate(nowMs, nowMs)).toBe('24 Nov');
  });

  it('never writes NaN or Infinity', () => {
    fc.assert(
      fc.property(fc.double(), fc.bigInt(), (number, big) => {
        const texts = [
          formatCount(number),
          formatBytes(number),
          formatFactor(number),
          formatShare(number),
          formatDuration(number),
          formatAge(number, nowMs),
          formatCount(big),
          formatBytes(big),
        ];
        expect(texts.join(' ')).not.toMatch(/NaN|Infinity|undefined|e\+/);
      }),
    );
  });
});
