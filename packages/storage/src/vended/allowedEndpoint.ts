import { requireHttpUrl } from '../config/requireHttpUrl';
import { StorageConfigError } from '../errors';

/** The clouds' own, which are used anyway when no endpoint is named. */
const OWN =
  /^https:\/\/(?:s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?|storage\.googleapis\.com)\/?$/;

/**
 * Where requests for a table go. A catalog must not be able to send us to any host that this machine reaches: what
 * answers there may trust it, and the answer may be shown.
 *
 * @param configured - Counts always: catalogs also name hosts that only their own network knows.
 * @param vended - What the catalog names.
 * @param allowed - Origins that it may name.
 * @throws StorageConfigError
 */
export function allowedEndpoint(
  configured: string | undefined,
  vended: string | undefined,
  allowed: readonly string[],
): string | undefined {
  if (configured !== undefined || !vended || OWN.test(vended))
    return configured;
  const origin = URL.canParse(vended) ? new URL(vended).origin : undefined;
  if (
    origin !== undefined &&
    allowed.some(item => URL.canParse(item) && new URL(item).origin === origin)
  )
    return requireHttpUrl(vended, 'the endpoint that the catalog names');
  throw new StorageConfigError(
    `The catalog names ${
      origin ?? 'something that is no URL'
    } as the endpoint of the store, which is neither that of a store in the configuration nor allowed`,
  );
}
