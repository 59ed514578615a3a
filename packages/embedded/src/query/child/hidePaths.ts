/**
 * Takes the server's paths out of a message of the engine: what a person typed stays,
 * where the warehouse lies does not show.
 */
export function hidePaths(message: string, paths: readonly string[]): string {
  const folders = new Set(
    paths.map(path => path.slice(0, path.lastIndexOf('/') + 1)),
  );
  let hidden = message;
  for (const folder of [...folders].sort((a, b) => b.length - a.length)) {
    hidden = hidden.replaceAll(folder, '');
  }
  return hidden;
}
