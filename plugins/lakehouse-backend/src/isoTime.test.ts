import { isoTime } from './isoTime';

describe('isoTime', () => {
  it('writes every time that a table may claim, also those that no calendar has', () => {
    expect(isoTime(1_795_692_267_019)).toBe('2026-11-26T11:24:27.019Z');
    for (const absurd of [
      8.64e15 + 1,
      Number.MAX_SAFE_INTEGER,
      Infinity,
      253_402_300_800_000,
    ]) {
      expect(isoTime(absurd)).toBe('9999-12-31T23:59:59.999Z');
    }
    for (const absurd of [-8.64e15 - 1, -Infinity, Number.NaN]) {
      expect(isoTime(absurd)).toBe('0001-01-01T00:00:00.000Z');
    }
  });
});
