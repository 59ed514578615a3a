import { z } from 'zod';

/** Text of one line that fits a pattern; what it must be is said in the words of the person who wrote it. */
export function textOf(pattern: RegExp, must: string, max = 253) {
  return z
    .string()
    .max(max, `is longer than ${max} characters`)
    .regex(pattern, must);
}

/** Name of a Kubernetes object (RFC 1123 label). */
export const dnsLabel = textOf(
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  'must be lower case letters, digits and dashes, and begin and end with a letter or digit',
  63,
);

/** Name of a Secret, ConfigMap, StorageClass… (RFC 1123 subdomain). */
export const dnsName = textOf(
  /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
  'must be lower case letters, digits, dashes and dots, and begin and end with a letter or digit',
);

/** Memory or storage as Kubernetes writes it, in binary units. */
export const quantity = textOf(
  /^[1-9][0-9]{0,5}(Mi|Gi|Ti)$/,
  'must be a whole number with Mi, Gi or Ti, for example 16Gi',
  9,
);

/** A schema, table or column that needs no quotes in SQL. */
export const identifier = textOf(
  /^[a-z_][a-z0-9_]*$/,
  'must be lower case letters, digits and underscores, and not begin with a digit',
  63,
);

/** A user or group as Trino sees it; nothing that could end an entry of a file or be a regular expression. */
export const principal = textOf(
  /^[A-Za-z0-9_@.-]+$/,
  'must be letters, digits and _ @ . -',
  128,
);

/** An address without line breaks, spaces or `$`, which begins a reference in Trino's properties. */
export const httpUrl = textOf(
  /^https?:\/\/[^\s$]+$/,
  'must be an address that begins with http:// or https://',
  500,
);

/** A value in a properties file: one line, no reference to the environment. */
export const propertyText = textOf(
  /^[^\s$][^\r\n$]*$/,
  'must be one line without $',
  1000,
);

/** A duration as policies write it. */
export const duration = textOf(
  /^[1-9][0-9]{0,4}(h|d|w|y)$|^forever$/,
  'must be a whole number with h, d, w or y, for example 90d, or forever',
  8,
);

/** A key of a Secret. */
export const secretKey = textOf(
  /^[-._a-zA-Z0-9]+$/,
  'must be letters, digits and - . _',
);

/** A reference to an image. */
export const image = textOf(
  /^[a-z0-9][^\s@]*(:[\w][\w.-]{0,127})?(@sha256:[a-f0-9]{64})?$/,
  'must be the name of an image, with a tag or digest',
  400,
);

/** A container's CPU in cores. */
export const cpu = z
  .number()
  .min(0.1, 'must be at least 0.1')
  .max(256, 'must be at most 256');

/** A SQL expression of an access rule. */
export const sqlExpression = z
  .string()
  .min(1, 'must not be empty')
  .max(2000, 'is longer than 2000 characters');
