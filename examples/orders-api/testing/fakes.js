/** Stands in for the kafkajs producer: fails the first `failures` sends, then records the messages. */
export class FakeProducer {
  sent = [];
  calls = 0;

  constructor(failures = 0) {
    this.failures = failures;
  }

  async send(batch) {
    this.calls += 1;
    if (this.calls <= this.failures) throw new Error('The group coordinator is not available');
    this.sent.push(batch);
    return [{ topicName: batch.topic, partition: 0, errorCode: 0 }];
  }
}

export const validBody = () => ({
  order_id: 'o-1001',
  customer_id: 'C-1001',
  currency: 'EUR',
  lines: [
    { sku: 'SKU-1', quantity: 2, unit_price_minor: 1250 },
    { sku: 'SKU-2', quantity: 1, unit_price_minor: 999 },
  ],
});
