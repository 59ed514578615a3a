import { Redactor } from './Redactor';

const SECRET = 'p+q "r"\\s/ü!\n%&~*';
const MARK = '[secret]';

function redactorOf(...secrets: string[]): Redactor {
  const redactor = new Redactor({ maxSecrets: 20, mark: MARK });
  secrets.forEach(secret => redactor.add(secret));
  return redactor;
}

it('leaves other texts as they are', () => {
  expect(redactorOf(SECRET, 'a.c.e').redact('p+q abcde', 500)).toBe(
    'p+q abcde',
  );
  expect(redactorOf().redact('text', 500)).toBe('text');
});

it('bug: leaves nothing of a secret that starts with another', () => {
  expect(redactorOf('token', 'token-12345').redact('token-12345', 500)).toBe(
    '[secret]',
  );
});

it('cuts after the secret was found, not within it', () => {
  expect(redactorOf('secret-1').redact('12345 secret-1', 10)).toBe(
    '12345 [se…',
  );
});

it('bug: shows no half of a secret that is quoted so often that the text is not searched to its end', () => {
  const secret = Array.from({ length: 251 }, (_, index) => index % 10).join('');
  const redacted = redactorOf(secret).redact(secret.repeat(100_000), 50_000);
  expect(redacted).toMatch(/^(\[secret\])*…$/);
});

it('looks for no more secrets than the last ones of a client whose token is renewed', () => {
  const redactor = redactorOf(
    ...Array.from({ length: 100 }, (_, index) => `token-${index}.`),
  );
  expect(redactor.redact('token-0. token-80. token-99.', 500)).toBe(
    'token-0. [secret] [secret]',
  );
});

it('searches in no time for a secret that could be read in many ways', () => {
  const redactor = redactorOf(`${'\\'.repeat(40)}x`);
  expect(redactor.redact('\\'.repeat(60), 500)).toBe('\\'.repeat(60));
});
