import { setTimeout as delay } from 'node:timers/promises';

export class BrokerUnavailableError extends Error {
  name = 'BrokerUnavailableError';
}

/**
 * Publishes orders and waits for the broker's acknowledgement. A failed attempt is repeated with
 * doubling pauses; after the last one the caller gets a BrokerUnavailableError.
 */
export class OrderPublisher {
  constructor(producer, topic, { attempts = 4, backoffMs = 200, sleep = delay } = {}) {
    this.producer = producer;
    this.topic = topic;
    this.attempts = attempts;
    this.backoffMs = backoffMs;
    this.sleep = sleep;
  }

  async publish(order) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.producer.send({
          topic: this.topic,
          acks: -1,
          messages: [{ key: order.order_id, value: JSON.stringify(order) }],
        });
        return;
      } catch (error) {
        console.warn(`order ${order.order_id}: publish attempt ${attempt} of ${this.attempts} failed: ${error.message}`);
        if (attempt >= this.attempts) {
          throw new BrokerUnavailableError(`gave up after ${attempt} attempts`, { cause: error });
        }
        await this.sleep(this.backoffMs * 2 ** (attempt - 1));
      }
    }
  }
}
