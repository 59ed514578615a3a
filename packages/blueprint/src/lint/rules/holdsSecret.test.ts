import { cpuMsOf } from '../../testing/cpuMsOf';
import { lintManifests } from '../lintManifests';
import { holdsSecret } from './holdsSecret';

const URL = 'jdbc:postgresql://db.example.com/shop?user=u&password=';

function rulesOf(path: string, text: string): string[] {
  return lintManifests([{ path, text }])
    .findings.filter(({ rule }) => ['T13', 'C1'].includes(rule))
    .map(({ rule, line }) => `${rule}:${line}`);
}

function podWith(env: object): string {
  return JSON.stringify(
    {
      ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' } },
      spec: { containers: [{ name: 'app', image: 'app:1', env: [env] }] },
    },
    null,
    1,
  );
}

describe('a password inside of an address', () => {
  it('is found in a catalog of Trino, whose keys say nothing of it', () => {
    const catalog = (password: string) =>
      `connector.name=postgresql\nconnection-url=${URL}${password}\n`;
    expect(rulesOf('shop.properties', catalog('hunter2'))).toEqual(['T13:2']);
    expect(rulesOf('shop.properties', catalog('${ENV:PASSWORD}'))).toEqual([]);
  });

  it('is found in an environment variable', () => {
    const found = (value: string) =>
      rulesOf('pod.json', podWith({ name: 'DATABASE', value }));
    expect(found(`${URL}hunter2`)).toHaveLength(1);
    expect(found(`${URL}$(PASSWORD)`)).toEqual([]);
    expect(found('jdbc:postgresql://db.example.com/shop?user=u')).toEqual([]);
  });

  it('is found in an option of the JVM of Trino', () => {
    const option = '-Djavax.net.ssl.trustStorePassword=hunter2';
    expect(rulesOf('jvm.config', `-server\n-Xmx2G\n${option}\n`)).toEqual([
      'T13:3',
    ]);
  });

  it.each([
    ['jdbc:sqlserver://db:1433;databaseName=shop;user=u;password=x1', true],
    [
      'jdbc:mysql://db/shop?useSSL=true&trustCertificateKeyStorePassword=x1',
      true,
    ],
    ['https://api.example.com/?api_key=abc', true],
    ['http://ann:hunter2@host/', true],
    ['jdbc:postgresql://db/shop?password=${ENV:A}&sslpassword=x1', true],
    ['--user ann --password=hunter2', true],
    ['http://ann:${ENV:PASSWORD}@host/', false],
    ['https://login.example.com/token?realm=lake', false],
    ['https://example.com/reset-password?next=home', false],
    ['cd /data;pwd=/tmp', false],
    ['password', false],
  ])('%s: %s', (text, expected) => {
    expect(holdsSecret(text)).toBe(expected);
  });

  it('is looked for quickly in a hostile text', () => {
    const taken = cpuMsOf(() => {
      for (const part of ['?a', 'a://', '-D', ';password', 'a://b:'])
        holdsSecret(part.repeat(20_000));
    });
    expect(taken).toBeLessThan(2000);
  });
});
