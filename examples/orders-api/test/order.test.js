import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toOrder, validateOrder } from '../src/order.js';
import { validBody } from '../testing/fakes.js';

const pointers = (body) => validateOrder(body).map(({ pointer }) => pointer);

test('a complete order has no problems', () => {
  assert.deepEqual(validateOrder(validBody()), []);
});

test('an order needs at least one line', () => {
  assert.deepEqual(pointers({ ...validBody(), lines: [] }), ['/lines']);
  assert.deepEqual(pointers({ ...validBody(), lines: undefined }), ['/lines']);
});

for (const quantity of [0, -1, 1.5, '2', null, undefined]) {
  test(`quantity ${JSON.stringify(quantity)} is refused`, () => {
    const body = validBody();
    body.lines[1].quantity = quantity;
    assert.deepEqual(pointers(body), ['/lines/1/quantity']);
  });
}

test('prices are non-negative integers', () => {
  const body = validBody();
  body.lines[0].unit_price_minor = -1;
  body.lines[1].unit_price_minor = 9.99;
  assert.deepEqual(pointers(body), ['/lines/0/unit_price_minor', '/lines/1/unit_price_minor']);
});

test('the currency comes from a short list', () => {
  for (const currency of ['CHF', 'EUR', 'GBP', 'USD']) {
    assert.deepEqual(pointers({ ...validBody(), currency }), []);
  }
  assert.deepEqual(pointers({ ...validBody(), currency: 'JPY' }), ['/currency']);
  assert.deepEqual(pointers({ ...validBody(), currency: undefined }), ['/currency']);
});

test('all problems are reported at once', () => {
  assert.deepEqual(pointers({ order_id: 'not an id', lines: [null] }), [
    '/order_id',
    '/customer_id',
    '/currency',
    '/lines/0/sku',
    '/lines/0/quantity',
    '/lines/0/unit_price_minor',
  ]);
  assert.deepEqual(pointers([]), ['']);
});

test('an order id is generated when the client gives none', () => {
  const { order_id: omitted, ...body } = validBody();
  assert.equal(toOrder(validBody()).order_id, omitted);
  assert.match(toOrder(body).order_id, /^[0-9a-f-]{36}$/);
  assert.notEqual(toOrder(body).order_id, toOrder(body).order_id);
});
