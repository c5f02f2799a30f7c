// What a new shop sells, until somebody stores other products under /values/products in shop-db.
export const FIRST_PRODUCTS = [
  { id: "tea", name: "Green tea", cents: 450 },
  { id: "coffee", name: "Coffee beans", cents: 890 },
  { id: "mug", name: "Blue mug", cents: 1200 },
];
