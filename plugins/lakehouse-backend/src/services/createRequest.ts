import { InputError } from '@backstage/errors';
import {
  LAKEHOUSE_NAME_PATTERN,
  LAKEHOUSE_NAME_RULE,
  type CreateLakehouseRequest,
  type SecretEntry,
} from '@lakehouse-portal/plugin-lakehouse-common';
import { checkPolicy, POLICY_API_VERSION } from '@lakehouse-portal/maintenance';
import { parseOwner } from '../config';

const MAX_LAYERS = 20;
const LAYER_PATTERN = /^[a-z][a-z0-9_]{0,49}$/;

/**
 * Checks a request, and brings it into the form in which requests are compared and kept.
 *
 * @throws InputError that names the field, what is wrong with it and what would be right.
 */
export function checkCreateRequest(
  request: CreateLakehouseRequest,
): CreateLakehouseRequest {
  const { name, layers, target } = request;
  if (!LAKEHOUSE_NAME_PATTERN.test(name)) {
    throw new InputError(
      `name: "${name}" can't be the name of a lakehouse. It may have ${LAKEHOUSE_NAME_RULE}`,
    );
  }
  const owner = parseOwner(request.owner);
  if (!owner) {
    throw new InputError(
      `owner: must be the entity ref of a group or user, for example group:default/data-platform, not "${request.owner}"`,
    );
  }
  if (layers.length === 0 || layers.length > MAX_LAYERS) {
    throw new InputError(
      `layers: there must be 1 to ${MAX_LAYERS}, for example bronze, silver and gold`,
    );
  }
  const odd = layers.find(layer => !LAYER_PATTERN.test(layer));
  if (odd !== undefined) {
    throw new InputError(
      `layers: "${odd}" can't be the name of a layer. It may have lower case letters, digits and _, 1 to 50 characters, starting with a letter`,
    );
  }
  const twice = layers.find((layer, index) => layers.indexOf(layer) !== index);
  if (twice !== undefined) {
    throw new InputError(`layers: "${twice}" is there twice`);
  }
  if (target !== 'embedded' && target !== 'kubernetes') {
    throw new InputError(
      `target: must be embedded or kubernetes, not "${target}"`,
    );
  }
  return {
    name,
    title: request.title?.trim() || undefined,
    description: request.description?.trim() || undefined,
    owner,
    layers: [...layers],
    target,
    ...checkKubernetes(request),
    ...checkMaintenance(request),
    sampleTables: request.sampleTables ?? false,
  };
}

/** @throws InputError where it is missing, is there without reason, or names no place. */
function checkKubernetes({
  target,
  kubernetes,
  sampleTables,
}: CreateLakehouseRequest): Pick<CreateLakehouseRequest, 'kubernetes'> {
  if (target !== 'kubernetes') {
    if (kubernetes) {
      throw new InputError('kubernetes: is for the target kubernetes only');
    }
    return {};
  }
  if (!kubernetes) {
    throw new InputError(
      'kubernetes: must say in which cluster and namespace the lakehouse is, and where its Trino',
    );
  }
  if (sampleTables) {
    throw new InputError(
      'sampleTables: are made in embedded lakehouses only; the proof of one on Kubernetes cleans up after itself',
    );
  }
  const { cluster, namespace, trino } = kubernetes;
  const url = URL.canParse(trino.server) ? new URL(trino.server) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) {
    throw new InputError(
      'kubernetes.trino.server: must be an address that starts with http:// or https://, without a password',
    );
  }
  for (const [key, value] of Object.entries({
    cluster,
    namespace,
    'trino.catalog': trino.catalog,
    'trino.user': trino.user,
  })) {
    if (value.trim() === '') {
      throw new InputError(`kubernetes.${key}: must not be empty`);
    }
  }
  const { password, ca } = trino.secrets ?? {};
  if (password && url.protocol !== 'https:') {
    throw new InputError(
      'kubernetes.trino.server: must start with https:// where there is a password, or it would be readable for all on the way',
    );
  }
  return {
    kubernetes: {
      cluster,
      namespace,
      trino: {
        server: url.href.replace(/\/$/, ''),
        catalog: trino.catalog,
        user: trino.user,
        ...((password || ca) && {
          secrets: {
            ...(password && { password: entryOf(password) }),
            ...(ca && { ca: entryOf(ca) }),
          },
        }),
      },
    },
  };
}

/** @throws InputError where it is for a layer that there is not, or is no duration. */
function checkMaintenance({
  target,
  layers,
  maintenance,
}: CreateLakehouseRequest): Pick<CreateLakehouseRequest, 'maintenance'> {
  if (!maintenance) {
    return {};
  }
  if (target !== 'kubernetes') {
    throw new InputError('maintenance: is for the target kubernetes only');
  }
  const { retention = {}, policy } = maintenance;
  for (const [layer, maxSnapshotAge] of Object.entries(retention)) {
    if (!layers.includes(layer)) {
      throw new InputError(
        `maintenance.retention: there is no layer "${layer}"; there is ${layers.join(
          ', ',
        )}`,
      );
    }
    const [issue] = checkPolicy({
      apiVersion: POLICY_API_VERSION,
      kind: 'MaintenancePolicy',
      metadata: { name: layer },
      spec: { retention: { maxSnapshotAge } },
    });
    if (issue) {
      throw new InputError(`maintenance.retention.${layer}: ${issue.message}`);
    }
  }
  // In the order of the layers, so that equal requests are equal.
  const kept = layers.flatMap(layer =>
    Object.hasOwn(retention, layer) ? [[layer, retention[layer]]] : [],
  );
  return {
    maintenance: {
      ...(kept.length > 0 && { retention: Object.fromEntries(kept) }),
      ...(policy !== undefined && { policy }),
    },
  };
}

function entryOf({ name, key }: SecretEntry): SecretEntry {
  return { name, key };
}

/** Whether two checked requests ask for the same lakehouse. */
export function isSameRequest(
  a: CreateLakehouseRequest,
  b: CreateLakehouseRequest,
): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
