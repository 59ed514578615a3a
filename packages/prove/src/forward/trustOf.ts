import { X509Certificate } from 'node:crypto';
import type { TrinoCertificate } from '@lakehouse-portal/blueprint';

/** What of a Secret is trusted, and for which name. */
export interface TrinoTrust {
  /** PEM. */
  ca: string;
  serverName: string;
}

/**
 * By what the certificate of a Trino is verified that is asked at another address than its own: the authority that its Secret
 * names, and the name that it is for.
 *
 * @param value - Of a key of the Secret.
 * @returns undefined where the Secret has no certificate.
 */
export function trustOf(
  { keys, names }: TrinoCertificate,
  value: (key: string) => string | undefined,
): TrinoTrust | undefined {
  const ca = keys.map(value).find(text => text !== undefined && text !== '');
  if (ca === undefined) return undefined;
  // Of a certificate that was there before; one that the cluster made is its own authority.
  const certificate = new X509Certificate(value('tls.crt') ?? ca);
  const [, own] = /DNS:([^,\s]+)/.exec(certificate.subjectAltName ?? '') ?? [];
  const serverName =
    names.find(name => certificate.checkHost(name) !== undefined) ??
    own?.replace(/^\*\./, 'any.') ??
    names[0];
  return { ca, serverName };
}
