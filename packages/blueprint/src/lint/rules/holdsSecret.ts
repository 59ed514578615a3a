import { isLiteralSecret } from './isSecretName';

const ADDRESS = /[a-z]:\/\/[^\s"'<]+/gi;
/** Of an address: user:password@host. */
const USERINFO = /^[a-z]:\/\/[^/\s:@]+:([^/\s@]+)@/i;
/** A parameter of an address: jdbc:postgresql://host/db?password=…, jdbc:sqlserver://host;password=…. */
const PARAMETER =
  /[?&;][\w.-]{0,40}(?:password|passwd|pwd|secret|token|(?:access|api|secret)[-_]?key)=([^&;]+)/gi;
/** An option of a command or of Java. */
const OPTION = /-D?[\w.]*(?:password|secret[-_.]?key|secret\.key)=(\S+)/gi;

/** Whether a text that is no secret itself has a password or key inside, as a literal: in an address or in an option. */
export function holdsSecret(text: string): boolean {
  const found = [...text.matchAll(OPTION)].map(([, value]) => value);
  for (const [address] of text.matchAll(ADDRESS)) {
    const user = USERINFO.exec(address);
    if (user) found.push(user[1]);
    for (const [, value] of address.matchAll(PARAMETER)) found.push(value);
  }
  return found.some(
    value => !/^["']?[$%][({\w]/.test(value) && isLiteralSecret(value),
  );
}
