import { fieldsOf, textOf } from '../source/Fields';
import type { Container } from './Container';
import { parseQuantity } from './parseQuantity';

/** The memory limit of a container in bytes; `undefined` if it has none. */
export function memoryLimitOf(container: Container): number | undefined {
  const resources = fieldsOf(container.value.resources);
  return parseQuantity(textOf(fieldsOf(resources.limits).memory));
}
