import { principalOf } from '@lakehouse-portal/blueprint';

/** What other questions have been answered with, to choose from. */
export function choicesOfAnswers(answers: object): {
  layers: { id: string; label: string }[];
  groups: { id: string; label: string }[];
} {
  const { layers = [], access = [] } = answers as {
    layers?: { name?: string }[];
    access?: { group?: string }[];
  };
  const unique = (values: (string | undefined)[]) =>
    [
      ...new Set(values.filter(value => value !== undefined && value !== '')),
    ] as string[];
  return {
    layers: unique(layers.map(({ name }) => name)).map(name => ({
      ...{ id: name, label: name },
    })),
    groups: unique(access.map(({ group }) => group)).map(group => ({
      id: group,
      label: String(principalOf(group)),
    })),
  };
}
