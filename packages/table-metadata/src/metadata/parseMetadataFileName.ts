/**
 * What the name of a metadata file tells.
 */
export interface MetadataFileName {
  /** `hadoop`: `v3.metadata.json`. `catalog`: `00003-6c97….metadata.json`. */
  naming: 'hadoop' | 'catalog';
  version: bigint;
}

const HADOOP = /^v(\d{1,18})(?:\.gz)?\.metadata\.json(?:\.gz)?$/;
const CATALOG = /^(\d{1,18})-.*?(?:\.gz)?\.metadata\.json(?:\.gz)?$/;

/** Reads both namings, with `.gz` before `.metadata.json` (Java) or at the end (old Java, others); `undefined` for other files. */
export function parseMetadataFileName(
  name: string,
): MetadataFileName | undefined {
  const hadoop = HADOOP.exec(name);
  if (hadoop) return { naming: 'hadoop', version: BigInt(hadoop[1]) };
  const catalog = CATALOG.exec(name);
  return catalog
    ? { naming: 'catalog', version: BigInt(catalog[1]) }
    : undefined;
}
