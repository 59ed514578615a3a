// eslint-disable-next-line no-control-regex -- control characters are to be removed
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** Takes control characters out of what comes from a file, so that it cannot steer the terminal. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}
