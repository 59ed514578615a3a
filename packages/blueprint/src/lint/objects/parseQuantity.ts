/** A Kubernetes quantity of bytes (`4Gi`, `500M`, `1e9`) as bytes; `undefined` if it is none. */
export function parseQuantity(text: string | undefined): number | undefined {
  const match =
    /^([0-9.]+(?:[eE][0-9]+)?)(Ki|Mi|Gi|Ti|Pi|Ei|m|k|M|G|T|P|E)?$/.exec(
      text?.trim() ?? '',
    );
  if (!match) return undefined;
  const value = Number(match[1]) * (FACTORS[match[2] ?? ''] ?? 1);
  return Number.isFinite(value) ? value : undefined;
}

const FACTORS: Record<string, number> = {
  m: 0.001,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};
