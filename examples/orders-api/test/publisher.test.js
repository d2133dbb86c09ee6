import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { toOrder } from '../src/order.js';
import { BrokerUnavailableError, OrderPublisher } from '../src/publisher.js';
import { FakeProducer, validBody } from '../testing/fakes.js';

const ajv = new Ajv2020({ allErrors: true });
addFormats(ajv);
const schema = JSON.parse(readFileSync(new URL('../schemas/orders.schema.json', import.meta.url)));
const conforms = ajv.compile(schema);

function publisherWith(producer) {
  const pauses = [];
  const publisher = new OrderPublisher(producer, 'orders', { sleep: async (ms) => pauses.push(ms) });
  return { publisher, pauses };
}

test('the record is keyed by order id and conforms to the schema', async () => {
  const producer = new FakeProducer();
  await publisherWith(producer).publisher.publish(toOrder({ ...validBody(), coupon: 'not part of the record' }));

  const [{ topic, acks, messages }] = producer.sent;
  assert.equal(topic, 'orders');
  assert.equal(acks, -1);
  assert.equal(messages[0].key, 'o-1001');
  const record = JSON.parse(messages[0].value);
  assert.ok(conforms(record), ajv.errorsText(conforms.errors));
  assert.equal(record.order_id, 'o-1001');
});

test('a generated order id conforms to the schema too', () => {
  const order = toOrder({ ...validBody(), order_id: undefined });
  assert.ok(conforms(order), ajv.errorsText(conforms.errors));
});

test('a failed publish is retried with growing pauses', async () => {
  const producer = new FakeProducer(2);
  const { publisher, pauses } = publisherWith(producer);
  await publisher.publish(toOrder(validBody()));
  assert.equal(producer.calls, 3);
  assert.equal(producer.sent.length, 1);
  assert.deepEqual(pauses, [200, 400]);
});

test('the number of attempts is bounded', async () => {
  const producer = new FakeProducer(Infinity);
  const { publisher, pauses } = publisherWith(producer);
  await assert.rejects(publisher.publish(toOrder(validBody())), BrokerUnavailableError);
  assert.equal(producer.calls, 4);
  assert.deepEqual(pauses, [200, 400, 800]);
});
