import { type Fields, fieldsOf, listOf, textOf } from '../source/Fields';

/** Gives the containers below a value the images that the `images` of a kustomization name, as kustomize does. */
export function setImages(value: unknown, images: unknown): void {
  const changes = listOf(images).map(fieldsOf);
  if (changes.length > 0) visit(value, changes);
}

function visit(value: unknown, changes: Fields[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (/^(?:c|initC)ontainers$/.test(key))
      for (const container of listOf(child).map(fieldsOf))
        if (typeof container.image === 'string')
          container.image = changed(container.image, changes);
    visit(child, changes);
  }
}

function changed(image: string, changes: Fields[]): string {
  const [, name, suffix] = /^(.*?)((?::[^/:@]*)?(?:@.*)?)$/s.exec(image) ?? [];
  const change = changes.find(candidate => textOf(candidate.name) === name);
  if (!change) return image;
  const digest = textOf(change.digest);
  const tag = textOf(change.newTag);
  const next = textOf(change.newName) ?? name;
  if (digest !== undefined) return `${next}@${digest}`;
  return tag === undefined ? `${next}${suffix}` : `${next}:${tag}`;
}
