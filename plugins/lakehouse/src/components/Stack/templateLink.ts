/**
 * The form of a template of the default namespace, filled in.
 *
 * @param name - `lakehouse-kubernetes-change`.
 */
export function templateLink(name: string, values: object): string {
  return `/create/templates/default/${name}?${new URLSearchParams({
    formData: JSON.stringify(values),
  })}`;
}
