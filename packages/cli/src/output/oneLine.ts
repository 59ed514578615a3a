/** A message comes in part from files: line breaks and terminal codes are taken out of it. */
export function oneLine(message: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is to be removed
  const line = message.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return line.length > 1000 ? `${line.slice(0, 999)}…` : line;
}
