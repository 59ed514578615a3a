import { withoutSecrets } from './withoutSecrets';

it('hides nothing but secrets, the longer one where one is a part of another', () => {
  expect(
    withoutSecrets('the key abcdef-2 of abcdef is no secret abc', [
      'abc',
      'abcdef',
      'abcdef-2',
    ]),
  ).toBe('the key … of … is no secret abc');
});
