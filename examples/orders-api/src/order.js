import { randomUUID } from 'node:crypto';

export const CURRENCIES = ['CHF', 'EUR', 'GBP', 'USD'];

const ORDER_ID = /^[A-Za-z0-9._-]{1,64}$/;

const isText = (value) => typeof value === 'string' && value.trim() !== '';

/** Returns the list of problems, empty when the order can be accepted. */
export function validateOrder(body) {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    return [{ pointer: '', detail: 'must be a JSON object' }];
  }
  const problems = [];
  const check = (ok, pointer, detail) => {
    if (!ok) problems.push({ pointer, detail });
  };

  check(
    body.order_id === undefined || (typeof body.order_id === 'string' && ORDER_ID.test(body.order_id)),
    '/order_id',
    'must be 1 to 64 letters, digits, dots, dashes or underscores',
  );
  check(isText(body.customer_id), '/customer_id', 'must be a non-empty string');
  check(CURRENCIES.includes(body.currency), '/currency', `must be one of ${CURRENCIES.join(', ')}`);

  if (!Array.isArray(body.lines) || body.lines.length === 0) {
    check(false, '/lines', 'must hold at least one line');
    return problems;
  }
  body.lines.forEach((line, index) => {
    const at = `/lines/${index}`;
    check(isText(line?.sku), `${at}/sku`, 'must be a non-empty string');
    check(
      Number.isSafeInteger(line?.quantity) && line.quantity > 0,
      `${at}/quantity`,
      'must be a positive integer',
    );
    check(
      Number.isSafeInteger(line?.unit_price_minor) && line.unit_price_minor >= 0,
      `${at}/unit_price_minor`,
      'must be a non-negative integer',
    );
  });
  return problems;
}

/** Builds the record for the orders topic from a valid request body; unknown fields are dropped. */
export function toOrder(body, now = new Date()) {
  return {
    order_id: body.order_id ?? randomUUID(),
    customer_id: body.customer_id,
    currency: body.currency,
    lines: body.lines.map(({ sku, quantity, unit_price_minor }) => ({ sku, quantity, unit_price_minor })),
    placed_at: now.toISOString(),
  };
}
