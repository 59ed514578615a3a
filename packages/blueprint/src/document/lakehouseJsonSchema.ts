import { z } from 'zod';
import { lakehouseSchema } from './schema/lakehouseSchema';

/**
 * JSON Schema (draft 7) of a `Lakehouse` document, for editors, forms and CI. It has what a schema can say; what contradicts
 * itself between the parts is found by `parseLakehouse` only.
 * @public
 */
export function lakehouseJsonSchema(): Record<string, unknown> {
  return {
    title: 'Lakehouse',
    ...z.toJSONSchema(lakehouseSchema, { target: 'draft-7', io: 'input' }),
  };
}
