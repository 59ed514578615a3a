const ENCODED = /%(2e|2f|5c|25)/gi;
const PLAIN: Record<string, string> = {
  '2e': '.',
  '2f': '/',
  '5c': '\\',
  '25': '%',
};

/**
 * Whether a path has `.` or `..` as a segment, however often it is percent-decoded, with slashes of either kind. Servers
 * and proxies differ in how often they decode; a path is to mean the same to all of them.
 */
export function decodesToDotSegment(path: string): boolean {
  for (let decoded = path; ; ) {
    if (decoded.split(/[/\\]/).some(part => part === '.' || part === '..'))
      return true;
    const next = decoded.replace(
      ENCODED,
      (_, code: string) => PLAIN[code.toLowerCase()],
    );
    // Each round makes it shorter, so that this ends.
    if (next === decoded) return false;
    decoded = next;
  }
}
