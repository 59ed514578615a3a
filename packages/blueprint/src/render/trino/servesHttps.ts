import type { TrinoSettings } from '../../document';

/** Whether the coordinator has a certificate of its own, and so a port for HTTPS. */
export function servesHttps({ tls }: Pick<TrinoSettings, 'tls'>): boolean {
  return tls.type === 'generated' || tls.type === 'secret';
}
