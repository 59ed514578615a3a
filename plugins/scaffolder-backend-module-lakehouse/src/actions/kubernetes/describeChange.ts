import type { FieldChange } from '@lakehouse-portal/kubernetes';

const MAX_LENGTH = 120;

/** One field that differs, on one line. */
export function describeChange({
  path,
  before,
  after,
  secret,
}: FieldChange): string {
  if (secret) return `${path}: other values (secret)`;
  return `${path}: ${shown(before)} -> ${shown(after)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}
