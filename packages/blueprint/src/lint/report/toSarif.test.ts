import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lintManifests } from '../lintManifests';
import { toSarif } from './toSarif';

const MESSAGE = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { text: { type: 'string', minLength: 1 } },
};
const LEVEL = { enum: ['none', 'note', 'warning', 'error'] };
const LOCATIONS = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    properties: {
      physicalLocation: {
        type: 'object',
        required: ['artifactLocation'],
        additionalProperties: false,
        properties: {
          artifactLocation: {
            type: 'object',
            additionalProperties: false,
            properties: {
              uri: { type: 'string', pattern: "^[A-Za-z0-9_.~!*'()/%:-]+$" },
            },
          },
          region: {
            type: 'object',
            additionalProperties: false,
            properties: { startLine: { type: 'integer', minimum: 1 } },
          },
        },
      },
      logicalLocations: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          properties: {
            fullyQualifiedName: { type: 'string' },
            kind: { type: 'string' },
          },
        },
      },
    },
  },
};

/**
 * The parts of SARIF 2.1.0 that are written, as strict as its schema (OASIS, sarif-schema-2.1.0.json: no further
 * properties, these types and enumerations).
 */
const SARIF = {
  type: 'object',
  required: ['version', 'runs'],
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        required: ['tool'],
        additionalProperties: false,
        properties: {
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          tool: {
            type: 'object',
            required: ['driver'],
            additionalProperties: false,
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                additionalProperties: false,
                properties: {
                  name: { type: 'string' },
                  semanticVersion: { type: 'string' },
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id'],
                      additionalProperties: false,
                      properties: {
                        id: { type: 'string' },
                        name: { type: 'string' },
                        shortDescription: MESSAGE,
                        fullDescription: MESSAGE,
                        help: MESSAGE,
                        defaultConfiguration: {
                          type: 'object',
                          additionalProperties: false,
                          properties: { level: LEVEL },
                        },
                      },
                    },
                  },
                },
              },
            },
          },
          invocations: {
            type: 'array',
            items: {
              type: 'object',
              required: ['executionSuccessful'],
              additionalProperties: false,
              properties: {
                executionSuccessful: { type: 'boolean' },
                toolExecutionNotifications: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['message'],
                    additionalProperties: false,
                    properties: {
                      level: LEVEL,
                      message: MESSAGE,
                      descriptor: {
                        type: 'object',
                        additionalProperties: false,
                        properties: { id: { type: 'string' } },
                      },
                      locations: LOCATIONS,
                    },
                  },
                },
              },
            },
          },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message'],
              additionalProperties: false,
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: -1 },
                level: LEVEL,
                message: MESSAGE,
                locations: LOCATIONS,
                suppressions: {
                  type: 'array',
                  uniqueItems: true,
                  items: {
                    type: 'object',
                    required: ['kind'],
                    additionalProperties: false,
                    properties: { kind: { enum: ['inSource', 'external'] } },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
};

it('SARIF of findings, suppressed ones, live objects and unreadable files is valid', () => {
  const fixture = (rule: string) =>
    readFileSync(join(__dirname, '..', 'fixtures', rule, 'bad.yaml'), 'utf8');
  const result = lintManifests([
    { path: './a folder/ä.yaml', text: fixture('T2') },
    { path: 's.yaml', text: fixture('S1') },
    { path: 'broken.yaml', text: 'a: [' },
    {
      object: {
        apiVersion: 'policy/v1beta1',
        kind: 'PodDisruptionBudget',
        metadata: { name: 'x' },
      },
    },
  ]);
  const sarif = toSarif(result, '0.1.0') as {
    runs: { results: { suppressions?: object[]; locations: unknown[] }[] }[];
  };
  const validate = new Ajv({ allErrors: true }).compile(SARIF);
  validate(sarif);
  expect(validate.errors).toBeNull();
  const { results } = sarif.runs[0];
  expect(results).toHaveLength(
    result.findings.length + result.suppressed.length,
  );
  expect(results.filter(({ suppressions }) => suppressions)).toHaveLength(1);
  expect(JSON.stringify(results)).toContain('a%20folder/%C3%A4.yaml');
});
