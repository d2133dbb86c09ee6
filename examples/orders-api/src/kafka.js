import { setTimeout as delay } from 'node:timers/promises';
import { Kafka, Partitioners, logLevel } from 'kafkajs';

const HEALTH_TIMEOUT_MS = 2000;

export class KafkaConnection {
  #admin;
  #topic;
  #ready = false;
  #closing = new AbortController();

  constructor({ brokers, topic }) {
    const kafka = new Kafka({
      clientId: 'orders-api',
      brokers,
      connectionTimeout: 2000,
      requestTimeout: 3000,
      logLevel: logLevel.NOTHING,
      retry: { retries: 0 },
    });
    this.#topic = topic;
    this.#admin = kafka.admin();
    this.producer = kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
  }

  /** Connects and creates the topic when it is missing; keeps trying until the broker is there. */
  async connect() {
    while (!this.#closing.signal.aborted) {
      try {
        await this.#admin.connect();
        await this.#admin.createTopics({
          topics: [{ topic: this.#topic, numPartitions: 1, replicationFactor: 1 }],
        });
        await this.producer.connect();
        this.#ready = true;
        console.info('connected to Kafka');
        return;
      } catch (error) {
        console.warn(`Kafka is not available yet: ${error.message}`);
        await delay(1000, undefined, { signal: this.#closing.signal }).catch(() => {});
      }
    }
  }

  async isConnected() {
    if (!this.#ready) return false;
    const answered = this.#admin.describeCluster().then(() => true, () => false);
    return Promise.race([answered, delay(HEALTH_TIMEOUT_MS, false, { ref: false })]);
  }

  async close() {
    this.#closing.abort();
    this.#ready = false;
    await Promise.allSettled([this.producer.disconnect(), this.#admin.disconnect()]);
  }
}
