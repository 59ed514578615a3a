const ENCODED = /%(2e|2f|3b|5c|20|25|[01][0-9a-f]|7f)/gi;
const PLAIN: Record<string, string> = {
  '2e': '.',
  '2f': '/',
  '3b': ';',
  '5c': '\\',
  '20': ' ',
  '25': '%',
};

/**
 * Whether a path has `.` or `..` as a segment, however often it is percent-decoded, with slashes of either kind, with control
 * characters and spaces around it left out, and with parameters of a segment (`..;a=b`), which servers in Java take off first;
 * an encoded zero byte, where some programs take a path to end, counts as well. Servers and proxies differ in what they decode
 * and tidy up; a path is to mean the same to all of them.
 */
export function decodesToDotSegment(path: string): boolean {
  for (let decoded = path; ; ) {
    if (
      /%00/.test(decoded) ||
      decoded.split(/[/\\]/).some(part => /^\s*\.\.?\s*(?:;|$)/.test(part))
    )
      return true;
    const next = decoded.replace(
      ENCODED,
      (_, code: string) => PLAIN[code.toLowerCase()] ?? '',
    );
    // Each round makes it shorter, so that this ends.
    if (next === decoded) return false;
    decoded = next;
  }
}
