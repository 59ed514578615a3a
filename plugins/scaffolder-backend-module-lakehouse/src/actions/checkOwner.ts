import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { InputError, toError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';

const OWNERS = ['group', 'user'];

/**
 * An owner that is not there would answer for nothing, and nobody would be told. When the catalog can't be asked, that is
 * logged, and the owner taken as it is.
 *
 * @throws InputError for what the software catalog does not have, or is no group or user.
 */
export async function checkOwner(
  owner: string,
  options: {
    catalog: Pick<CatalogService, 'getEntityByRef'>;
    logger: Pick<LoggerService, 'warn'>;
    credentials: BackstageCredentials;
  },
): Promise<void> {
  const { catalog, logger, credentials } = options;
  const { kind } = parseEntityRef(owner);
  if (!OWNERS.includes(kind.toLocaleLowerCase('en-US'))) {
    throw new InputError(
      `The owner '${owner}' must be a group or a user, not a ${kind}.`,
    );
  }
  let entity: unknown;
  try {
    entity = await catalog.getEntityByRef(owner, { credentials });
  } catch (thrown) {
    logger.warn(
      `Whether the owner ${owner} is in the software catalog could not be found out: ${
        toError(thrown).message
      }`,
    );
    return;
  }
  if (!entity) {
    throw new InputError(
      `There is no owner '${owner}' in the software catalog that you can see. Choose a group or user that is there.`,
    );
  }
}
