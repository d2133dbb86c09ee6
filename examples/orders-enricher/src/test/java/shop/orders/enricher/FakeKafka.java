package shop.orders.enricher;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** Replaces the Kafka clients by the mocks of kafka-clients, with one partition of the orders topic. */
@TestConfiguration
class FakeKafka {

    static final TopicPartition ORDERS = new TopicPartition(Topics.ORDERS, 0);

    final List<ProducerRecord<String, byte[]>> sent = new CopyOnWriteArrayList<>();
    final AtomicInteger failuresToCome = new AtomicInteger();
    final AtomicInteger attempts = new AtomicInteger();
    final AtomicInteger redeliveries = new AtomicInteger();
    private final List<ConsumerRecord<String, byte[]>> log = new CopyOnWriteArrayList<>();
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST) {
        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            super.seek(partition, offset);
            log.stream().filter(record -> record.offset() >= offset).forEach(record -> {
                redeliveries.incrementAndGet();
                addRecord(record);
            });
        }
    };

    boolean ready() {
        return consumer.assignment().contains(ORDERS);
    }

    void deliver(String key, String value) {
        var record = new ConsumerRecord<>(
                Topics.ORDERS, 0, log.size(), key, value.getBytes(StandardCharsets.UTF_8));
        log.add(record);
        consumer.schedulePollTask(() -> consumer.addRecord(record));
    }

    /** The offset the service would continue from after a restart. */
    long committed() {
        var offset = consumer.committed(Set.of(ORDERS)).get(ORDERS);
        return offset == null ? 0 : offset.offset();
    }

    @Bean
    KafkaAdmin kafkaAdmin() {
        KafkaAdmin admin = mock(KafkaAdmin.class);
        when(admin.initialize()).thenReturn(true);
        when(admin.getConfigurationProperties()).thenReturn(Map.of("bootstrap.servers", "localhost:1"));
        return admin;
    }

    @Bean
    ConsumerFactory<?, ?> consumerFactory() {
        return new DefaultKafkaConsumerFactory<String, byte[]>(Map.of("group.id", "orders-enricher")) {
            @Override
            protected Consumer<String, byte[]> createRawConsumer(Map<String, Object> configs) {
                consumer.updateBeginningOffsets(Map.of(ORDERS, 0L));
                consumer.schedulePollTask(() -> consumer.rebalance(List.of(ORDERS)));
                return consumer;
            }
        };
    }

    @Bean
    ProducerFactory<?, ?> producerFactory() {
        return new DefaultKafkaProducerFactory<String, byte[]>(Map.of()) {
            @Override
            protected Producer<String, byte[]> createRawProducer(Map<String, Object> configs) {
                return new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
                    @Override
                    public synchronized Future<RecordMetadata> send(
                            ProducerRecord<String, byte[]> record, Callback callback) {
                        if (record.topic().equals(Topics.ORDERS_ENRICHED)) {
                            attempts.incrementAndGet();
                            if (failuresToCome.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                                callback.onCompletion(null, new TimeoutException("the broker did not answer"));
                                return new CompletableFuture<>();
                            }
                        }
                        sent.add(record);
                        return super.send(record, callback);
                    }
                };
            }
        };
    }
}
