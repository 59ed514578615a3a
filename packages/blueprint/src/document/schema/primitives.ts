import { z } from 'zod';
import { textOf } from './textOf';

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
  // Kubernetes makes files of them.
  /^(?!\.$|\.\.)[-._a-zA-Z0-9]+$/,
  'must be letters, digits and - . _, and not . or begin with ..',
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
