import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
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
  const found = keys.find(key => value(key));
  if (found === undefined) return undefined;
  const ca = value(found)!;
  // Of a certificate that was there before; one that the cluster made is its own authority.
  const certificate = new X509Certificate(value('tls.crt') ?? ca);
  const [, own] = /DNS:([^,\s]+)/.exec(certificate.subjectAltName ?? '') ?? [];
  const serverName =
    names.find(name => certificate.checkHost(name) !== undefined) ??
    own?.replace(/^\*\./, 'any.') ??
    names[0];
  return {
    // Without an authority of its own it is signed by one that everybody knows, or by itself.
    ca: found === 'ca.crt' ? ca : [ca, ...rootCertificates].join('\n'),
    serverName,
  };
}
