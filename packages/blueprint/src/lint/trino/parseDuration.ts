/** A duration as Trino writes it (`2m`, `30s`, `1.5h`) in seconds; `undefined` if it is none. */
export function parseDuration(text: string): number | undefined {
  const match = /^\s*([\d.]+)\s*(ns|us|ms|s|m|h|d)\s*$/.exec(text);
  return match ? Number(match[1]) * SECONDS[match[2]] : undefined;
}

const SECONDS: Record<string, number> = {
  ns: 1e-9,
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
};
