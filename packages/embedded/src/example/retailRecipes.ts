import type { RetailRecipe } from './RetailRecipe';
import { campaignResults } from './tables/campaignResults';
import { clickEvents } from './tables/clickEvents';
import { customerChanges } from './tables/customerChanges';
import { silverCustomers } from './tables/customers';
import { customerSegments } from './tables/customerSegments';
import { inventoryTurnover } from './tables/inventoryTurnover';
import { legacyExport } from './tables/legacyExport';
import { mobileEvents } from './tables/mobileEvents';
import { orderItems } from './tables/orderItems';
import { silverOrders } from './tables/orders';
import { ordersByRegion } from './tables/ordersByRegion';
import { ordersRaw } from './tables/ordersRaw';
import { partnerStock } from './tables/partnerStock';
import { payments } from './tables/payments';
import { paymentsRaw } from './tables/paymentsRaw';
import { posScans } from './tables/posScans';
import { products } from './tables/products';
import { returns } from './tables/returns';
import { revenueDaily } from './tables/revenueDaily';
import { sessions } from './tables/sessions';
import { shipments } from './tables/shipments';
import { stockLevels } from './tables/stockLevels';

/** In the order in which they are made: what takes longest comes first. */
export const retailRecipes: readonly RetailRecipe[] = [
  stockLevels,
  clickEvents,
  sessions,
  posScans,
  silverOrders,
  orderItems,
  silverCustomers,
  mobileEvents,
  returns,
  shipments,
  payments,
  paymentsRaw,
  legacyExport,
  ordersRaw,
  customerChanges,
  partnerStock,
  products,
  ordersByRegion,
  customerSegments,
  revenueDaily,
  inventoryTurnover,
  campaignResults,
];
