import { describeEnginesIn } from './engines/catalogs/describeEnginesIn';
import { LAKE_CATALOGS } from './engines/catalogs/lakeCatalogs';

describeEnginesIn(LAKE_CATALOGS.nessie);
