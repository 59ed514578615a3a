import fc from 'fast-check';
import { secretPattern } from './secretPattern';

const hidden = (secret: string, text: string) =>
  text.replace(secretPattern(secret), '…');
const json = (text: string) => JSON.stringify(text).slice(1, -1);
const form = (text: string) =>
  new URLSearchParams({ '': text }).toString().slice(1);

/** What servers make of what they were sent. */
const FORMS: Record<string, (secret: string) => string> = {
  plain: secret => secret,
  'part of a URL': encodeURIComponent,
  'part of a URL in a URL': secret =>
    encodeURIComponent(encodeURIComponent(secret)),
  'part of a URL in lower case': secret =>
    encodeURIComponent(secret).replace(/%../g, part => part.toLowerCase()),
  'field of a form': form,
  JSON: json,
  'JSON in JSON': secret => json(json(secret)),
  'JSON of ASCII': secret =>
    json(secret).replace(
      /[^ -~]/g,
      unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  Base64: secret => Buffer.from(secret).toString('base64'),
  'Base64 for URLs': secret => Buffer.from(secret).toString('base64url'),
  'Base64 in a URL': secret =>
    encodeURIComponent(Buffer.from(secret).toString('base64')),
};

describe('secretPattern', () => {
  it.each(Object.keys(FORMS))('bug: finds any secret as %s', name => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ minLength: 6, unit: 'binary' }),
          fc.stringMatching(/^[\\"'/+ %&=!]{6,12}$/),
        ),
        secret => {
          const text = `a|${FORMS[name](secret)}|b`;
          expect(hidden(secret, text)).toMatch(/^a\|…=*(?:%3D)*\|b$/);
        },
      ),
    );
  });

  it('bug: finds it in Base64 of something else with it, and leaves nothing of it', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 8 }),
        fc.constantFrom('Geh3im!x', 'Geh3im!xy', 'Geh3im!xyz'),
        fc.string({ maxLength: 8 }),
        (before, secret, after) => {
          const text = btoa(`${before}${secret}${after}`);
          const left = hidden(secret, text).split('…');
          expect(left.length).toBeGreaterThan(1);
          // Whole characters of what is before and after, six bits each.
          expect(left[0].length).toBeLessThanOrEqual((before.length * 8) / 6);
          expect(left.at(-1)!.replace(/=+$/, '').length).toBeLessThanOrEqual(
            Math.ceil((after.length * 8) / 6),
          );
        },
      ),
    );
  });

  it('hides a secret of any length, and quickly', () => {
    for (const length of [1_999, 2_000, 2_001, 10_000, 1_000_000]) {
      const secret = 'k/+=\n"\\é'.repeat(length / 8 + 1).slice(0, length);
      for (const name of ['plain', 'JSON', 'field of a form', 'Base64'])
        expect(hidden(secret, `a|${FORMS[name](secret)}`)).toMatch(/^a\|…=*$/);
    }
    const secret = `x${'😀'.repeat(2_000)}`;
    for (const name of ['plain', 'part of a URL', 'Base64'])
      expect(hidden(secret, FORMS[name](secret))).toMatch(/^…=*$/);
  });

  it('leaves other texts as they are, and does not take long for hostile ones', () => {
    expect(hidden('a.c+d$', 'abc+d$ a.cd$ a.c+d')).toBe('abc+d$ a.cd$ a.c+d');
    // By the processor's time: how busy the machine is with other things does not count.
    const started = process.cpuUsage();
    for (const char of ['\\', '"', '%25', ' ', '/', 'A'])
      hidden(`${'\\'.repeat(20)}"/ ${char.repeat(20)}x`, char.repeat(64_000));
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(5_000);
  });
});
