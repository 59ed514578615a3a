/**
 * Ends the name of the Secret with the login of a catalog that is federated. Names of objects have no underscores and end with
 * a letter or digit, so a catalog that ends with an underscore has a name of another form, which no other catalog has.
 *
 * @param catalog - Its name in Trino.
 */
export function catalogSecretUse(catalog: string): string {
  const name = catalog.replace(/_/g, '-');
  return name.endsWith('-') ? `catalog.x${name}x` : `catalog-${name}`;
}
