const MAX_SHOWN = 1000;

/** A location for messages: without user name and password, and without the values of its query. */
export function redactLocation(location: string): string {
  const shown = location
    .replace(/^(https?:[/\\]{2})[^/\\?#]*@/i, '$1…@')
    .replace(/^(abfss?|wasbs?):\/\/([^/@:]*):[^/@]*@/i, '$1://$2:…@')
    .replace(/^(https?:[^?]*)\?.*$/is, '$1?…');
  return shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}…` : shown;
}
