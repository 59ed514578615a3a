import { maintenanceOperations } from '../model';
import { POLICY_API_VERSION, weekdays } from './MaintenancePolicyDocument';

const pattern = {
  type: 'string',
  minLength: 1,
  maxLength: 500,
  description: 'A name, or a pattern: * for any characters, ? for one.',
};
const bytes = {
  anyOf: [
    { type: 'integer', minimum: 1 },
    { type: 'string', pattern: '^\\s*\\d+(\\.\\d{1,3})?\\s*[kKmMgGtTpP]?.*$' },
  ],
};
const bytesOrNone = { anyOf: [{ const: 'none' }, ...bytes.anyOf] };
const duration = { type: 'string', pattern: '^P[0-9DTHMSW.]+$' };
const time = { type: 'string', pattern: '^\\d{2}:[0-5]\\d$' };

function object(
  properties: Record<string, unknown>,
  required: string[] = [],
): Record<string, unknown> {
  return { type: 'object', additionalProperties: false, properties, required };
}

/**
 * JSON Schema (2020-12) of a policy, for editors and forms. `parseMaintenancePolicies` checks more, and says it in words.
 * @public
 */
export const maintenancePolicySchema: Record<string, unknown> = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'MaintenancePolicy',
  ...object(
    {
      apiVersion: { const: POLICY_API_VERSION },
      kind: { const: 'MaintenancePolicy' },
      metadata: object(
        {
          name: { type: 'string', pattern: '^[A-Za-z0-9][\\w.-]{0,62}$' },
          description: { type: 'string', maxLength: 1000 },
        },
        ['name'],
      ),
      spec: object({
        selector: object({
          lakehouse: pattern,
          layer: pattern,
          schema: pattern,
          table: pattern,
        }),
        operations: object(
          Object.fromEntries(
            maintenanceOperations.map(operation => [
              operation,
              {
                enum:
                  operation === 'remove-orphan-files'
                    ? ['one', 'four-eyes', 'off']
                    : ['automatic', 'one', 'four-eyes', 'off'],
              },
            ]),
          ),
        ),
        windows: {
          type: 'array',
          maxItems: 50,
          items: object(
            {
              days: {
                type: 'array',
                items: { enum: weekdays },
                minItems: 1,
                maxItems: 7,
              },
              from: time,
              to: time,
              timeZone: { type: 'string' },
            },
            ['from', 'to'],
          ),
        },
        concurrency: { type: 'integer', minimum: 1, maximum: 1000 },
        budget: object({ perRun: bytesOrNone, perWindow: bytesOrNone }),
        cooldown: { anyOf: [{ const: 'none' }, duration] },
        retention: object({
          maxSnapshotAge: { anyOf: [{ const: 'forever' }, duration] },
          minSnapshotsToKeep: { type: 'integer', minimum: 1 },
        }),
        targetFileSize: bytes,
        metadataCleanup: { type: 'boolean' },
        orphanFiles: object({
          olderThan: duration,
          allowYoung: { type: 'boolean' },
        }),
        maintainedBy: { type: 'string', minLength: 1, maxLength: 1000 },
      }),
    },
    ['apiVersion', 'kind', 'metadata', 'spec'],
  ),
};
