import { z } from 'zod';
import { dnsLabel, dnsName, hostName, httpUrl, labels } from './names';
import { cpu, identifier, principal, quantity } from './primitives';
import {
  NEWEST_TRINO,
  OLDEST_SUPPORTED_TRINO,
} from '../../lint/trino/versions';
import { loginSecret, secretSchema } from './secretSchema';
import { textOf } from './textOf';

const node = z.strictObject({
  cpu: cpu.describe('Cores'),
  memory: quantity.describe('Limit of the container, at least 2Gi'),
});

/** Trino. */
export const trinoSchema = z.strictObject({
  version: z
    .int()
    .min(OLDEST_SUPPORTED_TRINO)
    .max(NEWEST_TRINO)
    .optional()
    .describe(`Default: ${NEWEST_TRINO}`),
  coordinator: node.optional().describe('Or the only node; default: by size'),
  worker: node.optional().describe('Default: by size'),
  workers: z
    .int()
    .min(0)
    .max(500)
    .optional()
    .describe('0: one node that is coordinator and worker; default: by size'),
  autoscaling: z
    .strictObject({
      by: z
        .enum(['hpa', 'keda'])
        .optional()
        .describe(
          'hpa: by CPU (default); keda: by the workers that queued queries need',
        ),
      maxWorkers: z.int().min(1).max(500),
      prometheus: httpUrl
        .optional()
        .describe('Of the Prometheus that scrapes the coordinator, for keda'),
      cpuPercent: z.int().min(10).max(95).optional().describe('Default: 70'),
    })
    .optional()
    .describe('From `workers` to `maxWorkers`'),
  faultTolerant: z
    .boolean()
    .optional()
    .describe(
      'Retries tasks, with their intermediate data in the storage; default: false',
    ),
  authentication: z
    .discriminatedUnion('type', [
      z
        .strictObject({ type: z.literal('none') })
        .describe('Everybody is who they say they are'),
      z
        .strictObject({
          type: z.literal('password'),
          passwordFile: secretSchema(
            { file: 'password.db' },
            'Lines of user:hash (bcrypt or PBKDF2)',
          )
            .optional()
            .describe('Without: made in the cluster, with one user, admin'),
        })
        .describe('A password file; needs TLS'),
    ])
    .optional(),
  tls: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('none') }),
      z
        .strictObject({ type: z.literal('generated') })
        .describe('A certificate made in the cluster, signed by itself'),
      z
        .strictObject({
          type: z.literal('secret'),
          name: dnsName.describe('Of type kubernetes.io/tls'),
        })
        .describe('An existing certificate, for example of cert-manager'),
      z
        .strictObject({ type: z.literal('proxy') })
        .describe('The ingress ends TLS and sends X-Forwarded-Proto'),
    ])
    .optional()
    .describe('Default: generated with a password, else none'),
  ingress: z
    .strictObject({
      host: dnsName,
      className: dnsName.optional(),
      tlsSecret: dnsName.optional(),
    })
    .optional(),
  resourceGroups: z
    .array(
      z.strictObject({
        name: identifier,
        group: principal
          .optional()
          .describe('Whose queries; without: all others'),
        maxQueued: z
          .int()
          .min(0)
          .max(100_000)
          .optional()
          .describe('Default: 100'),
        concurrency: z.int().min(1).max(10_000),
        memoryPercent: z
          .int()
          .min(1)
          .max(100)
          .optional()
          .describe('Of query memory in the cluster; default: 100'),
      }),
    )
    .min(1)
    .max(50)
    .optional(),
  catalogs: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('tpch'), name: identifier }),
        z.strictObject({
          type: z.literal('postgresql'),
          name: identifier,
          host: hostName,
          port: z.int().min(1).max(65535).optional(),
          database: textOf(
            /^[a-zA-Z_][a-zA-Z0-9_-]*$/,
            'must begin with a letter',
            63,
          ),
          credentials: loginSecret,
        }),
      ]),
    )
    .max(20)
    .optional()
    .describe('Besides the lakehouse itself; default: tpch'),
  gracePeriodSeconds: z
    .int()
    .min(5)
    .max(3600)
    .optional()
    .describe(
      'How long a worker that is drained waits before and after its last tasks; default: 30',
    ),
  nodeSelector: labels.optional(),
  serviceAccount: dnsLabel
    .optional()
    .describe('An existing one; default: one of its own'),
});
