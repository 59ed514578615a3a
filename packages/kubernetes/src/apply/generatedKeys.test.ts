/** @jest-environment node */
import fc from 'fast-check';
import { InvalidInputError } from '../errors';
import { GENERATE_ANNOTATION } from '../model';
import { generatedKeys, missingKeys } from './generatedKeys';
import { randomText } from './randomText';

function secret(keys: string) {
  return {
    ...{ apiVersion: 'v1', kind: 'Secret' },
    metadata: { name: 'a', annotations: { [GENERATE_ANNOTATION]: keys } },
  };
}

describe('Values that are made up', () => {
  it('are asked for with their lengths, and only those that are not there yet', () => {
    const object = secret('password=32, __proto__=64');
    expect(generatedKeys(object)).toEqual([
      { key: 'password', length: 32 },
      { key: '__proto__', length: 64 },
    ]);
    const live = { ...object, data: { password: 'eA==' } };
    expect(missingKeys(object, live)).toEqual([
      { key: '__proto__', length: 64 },
    ]);
  });

  it('are refused where they could be guessed, have no end, or have no sense', () => {
    for (const keys of [
      '',
      'a',
      'a=8',
      'a=99999',
      'a=32,a=32',
      'a b=32',
      'a=x',
    ])
      expect(() => generatedKeys(secret(keys))).toThrow(InvalidInputError);
  });

  it('have the length that was asked for, begin with a letter, need no quoting, and use all characters', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 4_096 }), length => {
        const text = randomText(length);
        expect(text).toHaveLength(length);
        expect(text).toMatch(/^[A-Za-z][-_A-Za-z0-9]*$/);
      }),
    );
    expect(new Set(randomText(4_096)).size).toBe(64);
    expect(randomText(32)).not.toBe(randomText(32));
  });
});
