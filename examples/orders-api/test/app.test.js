import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createApp } from '../src/app.js';
import { OrderPublisher } from '../src/publisher.js';
import { FakeProducer, validBody } from '../testing/fakes.js';

async function withApi(t, { failures = 0, connected = true } = {}) {
  const producer = new FakeProducer(failures);
  const publisher = new OrderPublisher(producer, 'orders', { backoffMs: 1 });
  const server = createServer(createApp({ publisher, isConnected: async () => connected }));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const base = `http://127.0.0.1:${server.address().port}`;
  const post = (body) =>
    fetch(`${base}/orders`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return { base, post, producer };
}

test('POST /orders answers 202 with the order id after the broker acknowledged', async (t) => {
  const { post, producer } = await withApi(t, { failures: 1 });
  const response = await post(JSON.stringify(validBody()));
  assert.equal(response.status, 202);
  assert.deepEqual(await response.json(), { order_id: 'o-1001' });
  assert.equal(producer.sent.length, 1);
});

test('POST /orders answers 422 with the problems and publishes nothing', async (t) => {
  const { post, producer } = await withApi(t);
  const response = await post(JSON.stringify({ ...validBody(), lines: [], currency: 'XXX' }));
  assert.equal(response.status, 422);
  assert.match(response.headers.get('content-type'), /^application\/problem\+json/);
  const problem = await response.json();
  assert.deepEqual(problem.errors.map(({ pointer }) => pointer), ['/currency', '/lines']);
  assert.equal(producer.calls, 0);
});

test('POST /orders answers 503 when the broker never acknowledges', async (t) => {
  const { post, producer } = await withApi(t, { failures: Infinity });
  const response = await post(JSON.stringify(validBody()));
  assert.equal(response.status, 503);
  assert.equal((await response.json()).order_id, undefined);
  assert.equal(producer.calls, 4);
});

test('POST /orders answers 400 for a body that is not JSON', async (t) => {
  const { post, producer } = await withApi(t);
  assert.equal((await post('{')).status, 400);
  assert.equal(producer.calls, 0);
});

test('GET /health follows the Kafka connection', async (t) => {
  const up = await withApi(t);
  assert.equal((await fetch(`${up.base}/health`)).status, 200);
  const down = await withApi(t, { connected: false });
  assert.equal((await fetch(`${down.base}/health`)).status, 503);
});
