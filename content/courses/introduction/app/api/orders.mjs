import { randomUUID } from "node:crypto";
import { RequestError } from "../shared/answers.mjs";

const MOST = 100;

// Makes an order of what a client sent, or says what is wrong with it.
export function createOrder(wish, products) {
  const { product: id, quantity } = wish ?? {};
  const product = products.find((candidate) => candidate.id === id);
  if (!product) {
    throw new RequestError(400, `product must be one of ${products.map((candidate) => candidate.id).join(", ")}`);
  }
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MOST) {
    throw new RequestError(400, `quantity must be a whole number from 1 to ${MOST}`);
  }
  // The price is part of the order: it still holds when the product becomes dearer.
  return { id: randomUUID(), time: new Date().toISOString(), product: id, quantity, cents: product.cents * quantity };
}
