import { isLiteralSecret } from './isSecretName';

/** A key that ends in what it is: `password_encryption`, `PASSWORD_MIN_LENGTH` and `allow-credentials` are settings. */
const NAME =
  /(?:password|passwd|passphrase|(?:^|[-_.])(?:pass|pwd|token|secret)|(?:client|shared|app)secret|(?:api|auth|access|refresh|bearer)token|(?:api|private|(?:secret[-_.]?)?access|secret|encryption|signing)[-_.]?key)$/i;
/** Of a language model, or a number; and the name of a Secret. */
const OTHER =
  /(?:^|[-_.])(?:max|min|num|pad|bos|eos|sep|unk|mask|cls|csrf|xsrf|cluster)[-_.]?token$|(?:existing|password|token|key|credentials?|tls|pull|image)[-_.]?secret$/i;
/** Paths, and what switches something on or off. */
const SETTING = /^(?:[./~]|(?:yes|no|on|off|y|n)$|\[)/i;

/**
 * Whether an entry of a ConfigMap is a password or key. A ConfigMap may be of any product, so only what can hardly be
 * anything else counts.
 */
export function isSecretEntry(key: string, value: string): boolean {
  return (
    NAME.test(key) &&
    !OTHER.test(key) &&
    !SETTING.test(value) &&
    isLiteralSecret(value)
  );
}
