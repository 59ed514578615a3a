import fc from 'fast-check';

/** A host as pods resolve it: of the same namespace, of another, of the internet, an address. */
export const anyHost = fc.constantFrom(
  ...['db', 'db.data', 'db.data.svc', 'db.data.svc.cluster.local'],
  ...['db.example.com', '10.1.2.3'],
);

/** An address at such a host. */
export function anyUrl(path: string): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom('http', 'https'),
      anyHost,
      fc.constantFrom('', ':9000'),
    )
    .map(([scheme, host, port]) => `${scheme}://${host}${port}${path}`);
}
