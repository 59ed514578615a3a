import { InputError } from '@backstage/errors';
import {
  LAKEHOUSE_NAME_PATTERN,
  LAKEHOUSE_NAME_RULE,
  type CreateLakehouseRequest,
} from '@lakehouse-portal/plugin-lakehouse-common';
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
  if (target !== 'embedded') {
    throw new InputError(`target: must be embedded, not "${target}"`);
  }
  return {
    name,
    title: request.title?.trim() || undefined,
    description: request.description?.trim() || undefined,
    owner,
    layers: [...layers],
    target,
    sampleTables: request.sampleTables ?? false,
  };
}

/** Whether two checked requests ask for the same lakehouse. */
export function isSameRequest(
  a: CreateLakehouseRequest,
  b: CreateLakehouseRequest,
): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
