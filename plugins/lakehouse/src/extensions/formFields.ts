import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';

type Field = Parameters<typeof createFormField>[0];

/** Every question of a template of ours; they, and what checks the answers with them, are loaded when a template is opened. */
function formField(
  name: string,
  load: () => Promise<{
    // Each has an answer of its own type; the form only hands it through.
    component: (props: FieldExtensionComponentProps<any, any>) => JSX.Element;
    validation: NonNullable<Field['validation']>;
  }>,
) {
  return FormFieldBlueprint.make({
    name,
    params: {
      field: async () => createFormField({ name, ...(await load()) }),
    },
  });
}

const answers = () => import('../components/Blueprint');

export const answerFormField = formField('LakehouseAnswer', async () => {
  const { AnswerField, validateAnswer } = await answers();
  return { component: AnswerField, validation: validateAnswer };
});
export const storageFormField = formField('LakehouseStorage', async () => {
  const { StorageField, validateAnswer } = await answers();
  return { component: StorageField, validation: validateAnswer };
});
export const catalogFormField = formField('LakehouseCatalog', async () => {
  const { CatalogField, validateAnswer } = await answers();
  return { component: CatalogField, validation: validateAnswer };
});
export const clusterFormField = formField('LakehouseCluster', async () => {
  const { ClusterField, validateAnswer } = await answers();
  return { component: ClusterField, validation: validateAnswer };
});
export const layersFormField = formField('LakehouseLayers', async () => {
  const { LayersField, validateAnswer } = await answers();
  return { component: LayersField, validation: validateAnswer };
});
export const accessFormField = formField('LakehouseAccess', async () => {
  const { AccessField, validateAnswer } = await answers();
  return { component: AccessField, validation: validateAnswer };
});
export const columnsFormField = formField('LakehouseColumns', async () => {
  const { ColumnsField, validateAnswer } = await answers();
  return { component: ColumnsField, validation: validateAnswer };
});
export const rowFiltersFormField = formField(
  'LakehouseRowFilters',
  async () => {
    const { RowFiltersField, validateAnswer } = await answers();
    return { component: RowFiltersField, validation: validateAnswer };
  },
);
export const postgresCatalogsFormField = formField(
  'LakehousePostgresCatalogs',
  async () => {
    const { PostgresCatalogsField, validateAnswer } = await answers();
    return { component: PostgresCatalogsField, validation: validateAnswer };
  },
);
export const previewFormField = formField('LakehousePreview', async () => {
  const { PreviewField, validatePreview } = await answers();
  return { component: PreviewField, validation: validatePreview };
});

const policyAnswers = () => import('../components/Policies/fields');

export const policyAnswerFormField = formField(
  'LakehousePolicyAnswer',
  async () => {
    const { AnswerField, validatePolicyAnswer } = await policyAnswers();
    return { component: AnswerField, validation: validatePolicyAnswer };
  },
);
export const policyWindowsFormField = formField(
  'LakehousePolicyWindows',
  async () => {
    const { WindowsField, validatePolicyAnswer } = await policyAnswers();
    return { component: WindowsField, validation: validatePolicyAnswer };
  },
);
export const policyPreviewFormField = formField(
  'LakehousePolicyPreview',
  async () => {
    const { PolicyPreviewField, validatePolicyPreview } = await policyAnswers();
    return {
      component: PolicyPreviewField,
      validation: validatePolicyPreview,
    };
  },
);
