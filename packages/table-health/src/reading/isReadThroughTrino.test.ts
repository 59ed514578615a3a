import { isReadThroughTrino } from './isReadThroughTrino';

describe('isReadThroughTrino', () => {
  it('is known by the warning that Trino’s readings carry, among others', () => {
    const warnings = [
      { code: 'partitioning-unknown', message: 'Not told.' },
      { code: 'read-through-trino', message: 'Not told.' },
    ];
    expect(isReadThroughTrino({ warnings })).toBe(true);
  });

  it('does not hold for files that were read themselves, whatever else is wrong with them', () => {
    expect(isReadThroughTrino({ warnings: [] })).toBe(false);
    const warnings = [{ code: 'snapshot-unreadable', message: 'Damaged.' }];
    expect(isReadThroughTrino({ warnings })).toBe(false);
  });
});
