import { ConfigReader } from '@backstage/config';
import { SecretRedactor } from './SecretRedactor';

describe('SecretRedactor', () => {
  it.each(['CLI SECRET/+&x', 'Passw0rd!23', 'plain-secret', 'q"uo\\te'])(
    'bug: hides %j as a form, JSON and Basic have it',
    secret => {
      const redactor = SecretRedactor.ofConfig(
        new ConfigReader({ oauth2: { clientSecret: secret, scope: 'lake' } }),
      );
      expect(
        redactor.text(
          [
            `form ${new URLSearchParams({ client_secret: secret })}`,
            `json ${JSON.stringify({ secret })}`,
            `url ${encodeURIComponent(secret)}`,
            `basic ${btoa(`id:${secret}`)}`.replace(/=+$/, ''),
            'scope lake',
          ].join(', '),
        ),
      ).toBe(
        'form client_secret=…, json {"secret":"…"}, url …, basic aWQ6…, scope lake',
      );
    },
  );

  it('hides a password of a URL as it is sent, and what is added for a while', () => {
    const redactor = SecretRedactor.ofConfig(
      new ConfigReader({ uri: 'postgresql://u:p%40ss%2Fword@db/x' }),
    );
    expect(redactor.text('p%40ss%2Fword p@ss/word lent')).toBe('… … lent');
    expect(redactor.with(['lent-secret']).text('p@ss/word lent-secret')).toBe(
      '… …',
    );
    expect(redactor.text('lent-secret')).toBe('lent-secret');
  });
});
