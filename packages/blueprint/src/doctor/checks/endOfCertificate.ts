/**
 * When the first certificate of a Secret ends. Only what leads to that is read of it (RFC 5280, 4.1): nothing is verified.
 *
 * @param data - Base64 of PEM, as a Secret has it.
 * @returns `undefined` when it is none.
 */
export function endOfCertificate(data: string): Date | undefined {
  try {
    const [, body] =
      /-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----/.exec(
        atob(data.replace(/\s/g, '')),
      ) ?? [];
    if (body === undefined) return undefined;
    const bytes = Uint8Array.from(atob(body.replace(/\s/g, '')), letter =>
      letter.charCodeAt(0),
    );
    return readEnd(bytes);
  } catch {
    // atob, or lengths that lead beyond the end: no certificate.
    return undefined;
  }
}

interface Element {
  tag: number;
  /** Of its content. */
  start: number;
  end: number;
}

const SEQUENCE = 0x30;
const EXPLICIT_VERSION = 0xa0;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;

function readEnd(bytes: Uint8Array): Date | undefined {
  const certificate = element(bytes, 0, SEQUENCE);
  const body = element(bytes, certificate.start, SEQUENCE);
  let at = body.start;
  if (bytes[at] === EXPLICIT_VERSION) at = element(bytes, at).end;
  // Serial number, algorithm, issuer.
  for (let skipped = 0; skipped < 3; skipped++) at = element(bytes, at).end;
  const validity = element(bytes, at, SEQUENCE);
  const notBefore = element(bytes, validity.start);
  return timeOf(bytes, element(bytes, notBefore.end));
}

function element(bytes: Uint8Array, at: number, wanted?: number): Element {
  const tag = bytes[at];
  if (tag === undefined || (wanted !== undefined && tag !== wanted))
    throw new RangeError('Not a certificate');
  let length = bytes[at + 1];
  let start = at + 2;
  if (length >= 0x80) {
    const digits = length - 0x80;
    length = 0;
    for (let index = 0; index < digits; index++)
      length = length * 256 + bytes[start++];
  }
  const end = start + length;
  if (!(end <= bytes.length)) throw new RangeError('Not a certificate');
  return { tag, start, end };
}

function timeOf(
  bytes: Uint8Array,
  { tag, start, end }: Element,
): Date | undefined {
  const text = String.fromCharCode(...bytes.subarray(start, end));
  const match = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/.exec(
    text,
  );
  if (!match || (tag !== UTC_TIME && tag !== GENERALIZED_TIME))
    return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  // Two digits: 1950 to 2049.
  const twoDigits = year < 50 ? 2000 : 1900;
  const century = tag === UTC_TIME ? twoDigits : 0;
  const time = Date.UTC(century + year, month - 1, day, hour, minute, second);
  return Number.isNaN(time) ? undefined : new Date(time);
}
