const MODULUS_BITS = 64;

/**
 * One checksum of the identities of many tables, whatever their order: the sum of `TableSummary.identity`, 64 bits in
 * hex. Two sides that know the same tables come to the same one, without sending them.
 * @public
 */
export function combineIdentities(identities: Iterable<string>): string {
  let sum = 0n;
  for (const identity of identities) {
    sum += BigInt(`0x${identity}`);
  }
  return BigInt.asUintN(MODULUS_BITS, sum)
    .toString(16)
    .padStart(MODULUS_BITS / 4, '0');
}
