import { stringifyExactJson } from './stringifyExactJson';

describe('stringifyExactJson', () => {
  it('bug: what is longer than a text can be, such as the 4,200,000 snapshots of 10 MB of gzip, was an error without a type', () => {
    const half = 'x'.repeat(2 ** 28);
    expect(() => stringifyExactJson([half, half])).toThrow(
      expect.objectContaining({ name: 'LimitExceededError' }),
    );
  });

  it('passes on what is wrong with a value', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(() => stringifyExactJson(circle)).toThrow(TypeError);
  });
});
