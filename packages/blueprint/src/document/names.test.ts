import { cpuMsOf } from '../testing/cpuMsOf';
import {
  dnsName,
  hostName,
  httpUrl,
  image,
  labels,
  registry,
} from './schema/names';
import { secretKey } from './schema/primitives';

const DIGEST = `sha256:${'0a'.repeat(32)}`;

/** What Kubernetes, the runtime of containers or Java refuses, and its neighbours that they take. */
const NAMES = {
  'name of a Secret, an ingress or a StorageClass': {
    schema: dnsName,
    sound: ['a', '0', 'a.b-c', 'trino.example.com'],
    refused: ['a..b', 'a.-b', 'a-.b', '.a', 'a.', 'A', 'a_b', '*.a', 'a\n'],
  },
  host: {
    schema: hostName,
    sound: ['shop-db', 'Shop.Example.com', '10.0.0.1'],
    refused: ['a..b', 'a.-b', 'a_b', 'http://a', 'a:1', 'a/b', ''],
  },
  address: {
    schema: httpUrl,
    sound: [
      'http://minio:9000',
      'https://s3.example.com/a/b?c=d',
      'http://[::1]:8080',
    ],
    refused: [
      'http://',
      'http:///x',
      'http://a..b',
      'http://user:password@host',
      'ftp://a',
      'http://a b',
      'http://a:port',
    ],
  },
  image: {
    schema: image,
    sound: [
      'trino:483',
      'trinodb/trino:483',
      'localhost:5000/a/b__c.d--e:v1',
      `registry.example.com/own/hive:4.0.1-s3@${DIGEST}`,
      `ghcr.io/x/y@${DIGEST}`,
    ],
    refused: [
      'x//y:::latest',
      'x/y::1',
      'trino',
      'x/Y:1',
      'http://x/y:1',
      'x/y:-1',
      'x/.y:1',
      'x/y@sha256:0a',
      'x/y:1\n',
    ],
  },
  registry: {
    schema: registry,
    sound: ['registry.example.com', 'localhost:5000/', 'r.io:443/a/b-c'],
    refused: ['http://foo', 'foo//bar', 'foo:bar', 'foo/Bar', '/foo', 'foo:'],
  },
  'key of a Secret': {
    schema: secretKey,
    sound: ['a', '.a', 'a..b', '_', 'key.json'],
    refused: ['.', '..', '..a', 'a/b', ''],
  },
};

describe('names that were taken and then refused by the cluster', () => {
  it.each(Object.entries(NAMES))(
    'are refused in the document: %s',
    (_, { schema, sound, refused }) => {
      const taken = (name: string) => schema.safeParse(name).success;
      expect(sound.filter(name => !taken(name))).toEqual([]);
      expect(refused.filter(taken)).toEqual([]);
    },
  );

  it('are refused in the document: labels, of objects and of nodes', () => {
    const taken = (key: string, value: string) =>
      labels.safeParse({ [key]: value }).success;
    const name = 'x'.repeat(63);
    expect(
      ['team', 'a.b/c', `${'y.'.repeat(126)}z/${name}`].filter(
        key => !taken(key, ''),
      ),
    ).toEqual([]);
    expect(
      ['a..b/c', 'a b/c d', 'a/b/c', '/c', 'a/', 'A/c', `x${name}`].filter(
        key => taken(key, 'value'),
      ),
    ).toEqual([]);
    expect(taken(`${'y.'.repeat(127)}z/c`, '')).toBe(false);
    expect(taken('pool', 'x y')).toBe(false);
  });

  it('are looked through quickly, however long and hostile', () => {
    const taken = cpuMsOf(() => {
      for (const { schema } of Object.values(NAMES))
        for (const text of ['a-', 'a.', '--'])
          schema.safeParse(`${text.repeat(250)}!`);
    });
    expect(taken).toBeLessThan(1000);
  });
});
