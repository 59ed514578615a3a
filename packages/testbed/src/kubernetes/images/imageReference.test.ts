import { imageReference } from './imageReference';

describe('The name of a local image', () => {
  it.each([
    ['postgres', 'docker.io/library/postgres:latest'],
    ['postgres:17', 'docker.io/library/postgres:17'],
    ['trinodb/trino:476', 'docker.io/trinodb/trino:476'],
    ['docker.io/trinodb/trino:476', 'docker.io/trinodb/trino:476'],
    ['localhost/pause:1', 'localhost/pause:1'],
    ['registry.example.com:5000/a/b', 'registry.example.com:5000/a/b:latest'],
  ])('%s is what pods find as %s', (name, whole) => {
    expect(imageReference(name)).toBe(whole);
  });

  it.each(['', 'Trino:476', 'trino:', 'a b', 'trino@sha256:0000', '../trino'])(
    '%j is refused',
    name => {
      expect(() => imageReference(name)).toThrow(/image/);
    },
  );
});
