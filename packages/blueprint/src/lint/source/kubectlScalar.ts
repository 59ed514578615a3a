/** What a plain scalar is to kubectl, if it is no text. */
export type KubectlType = 'bool' | 'number' | 'null';

const BOOL =
  /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE)$/;
const NULL = /^(?:|~|null|Null|NULL)$/;
/** Infinity and no number, which become no JSON at all: kubectl refuses the file. */
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
/** Of other bases than ten; digits with a 0 before them are octal, or decimal if they can't be. */
const BASED = /^([-+]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+)$/;
const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/**
 * What kubectl, Helm and all else that reads YAML by sigs.k8s.io/yaml (go.yaml.in/yaml/v2, which reads YAML 1.1) makes of a
 * plain scalar; `undefined` for a text. Dates and numbers of base 60 are texts to it.
 */
export function kubectlTypeOf(plain: string): KubectlType | undefined {
  // Nearly all texts begin with something else.
  if (!/^(?:$|[-+.\d~yYnNtTfFoO])/.test(plain)) return undefined;
  if (NULL.test(plain)) return 'null';
  if (BOOL.test(plain)) return 'bool';
  if (NOT_FINITE.test(plain)) return 'number';
  if (!/^[-+\d.]/.test(plain)) return undefined;
  // Underscores are left out, but not of what begins with a point.
  const digits = plain.startsWith('.') ? plain : plain.replaceAll('_', '');
  // Go takes a sign behind the base, too.
  if (/^0b[-+][01]{1,63}$/.test(digits)) return 'number';
  const based = BASED.exec(digits);
  if (based) return fits(based[1], based[2]) ? 'number' : undefined;
  return DECIMAL.test(digits) && Number.isFinite(Number(digits))
    ? 'number'
    : undefined;
}

/** Whether a text would be none if it were plain, but to YAML 1.1 only: to YAML 1.2 it is a text, plain or in quotes. */
export function isTextOfYaml12Only(text: string): boolean {
  if (text.length > 70 || !/^(?:[yYnN]|[oO][nNfF]|[-+.\d])/.test(text))
    return false;
  return kubectlTypeOf(text) !== undefined && !CORE.test(text);
}

/** The core schema of YAML 1.2. */
const CORE =
  /^(?:[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** What becomes of a plain key that is no text: `on` is "true" then; `undefined` if it stays what it is. */
export function kubectlKeyOf(plain: string): string | undefined {
  const type = kubectlTypeOf(plain);
  if (type === 'bool') {
    const key = /^[yYtT]|^[oO][nN]$/.test(plain) ? '"true"' : '"false"';
    return key === `"${plain}"` ? undefined : key;
  }
  if (type === 'null') return 'no key at all';
  // Beyond six digits and beyond what 32 bits of a fraction hold, Go writes other digits than these.
  return type === 'number' &&
    !/^(?:0|-?[1-9]\d{0,17}|-?(?:0|[1-9]\d{0,2})\.\d{0,2}[1-9])$/.test(plain)
    ? 'another number'
    : undefined;
}

/** Whether the digits are an integer of 64 bits, as Go reads them. */
function fits(sign: string, digits: string): boolean {
  const value = BigInt(digits.toLowerCase());
  if (sign === '-') return value <= 2n ** 63n;
  return value < 2n ** (sign === '+' ? 63n : 64n);
}
