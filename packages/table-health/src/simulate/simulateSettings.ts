import type { HealthInput } from '../model';

/**
 * The table with other properties.
 * @public
 */
export function simulateProperties(
  input: HealthInput,
  properties: Record<string, string>,
): HealthInput {
  return {
    ...input,
    metadata: {
      ...input.metadata,
      properties: { ...input.metadata.properties, ...properties },
    },
  };
}

/** The table in a higher format version. */
export function simulateUpgrade(
  input: HealthInput,
  formatVersion: number,
): HealthInput {
  return {
    ...input,
    metadata: {
      ...input.metadata,
      formatVersion: Math.max(input.metadata.formatVersion, formatVersion),
    },
  };
}

/**
 * The table with a declared sort order by one column, which the next rewrite follows.
 * @public
 */
export function simulateSortOrder(
  input: HealthInput,
  fieldId: number,
): HealthInput {
  const { sortOrders } = input.metadata;
  const orderId =
    sortOrders.reduce((highest, order) => Math.max(highest, order.orderId), 0) +
    1;
  return {
    ...input,
    metadata: {
      ...input.metadata,
      defaultSortOrderId: orderId,
      sortOrders: [
        ...sortOrders,
        {
          orderId,
          fields: [
            {
              sourceIds: [fieldId],
              transform: 'identity',
              direction: 'asc',
              nullOrder: 'nulls-first',
            },
          ],
        },
      ],
    },
  };
}
