/**
 * A key that encrypts other keys of a table (v3). The encrypted key itself is not kept: nothing here needs it.
 * @see https://iceberg.apache.org/spec/#encryption-keys
 * @public
 */
export interface EncryptionKey {
  keyId: string;
  /** Id of the key that this one is encrypted with: another of these, or one of a key management service. */
  encryptedById?: string;
}
