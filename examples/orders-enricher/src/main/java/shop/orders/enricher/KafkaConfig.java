package shop.orders.enricher;

import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.kafka.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.ExponentialBackOffWithMaxRetries;

@Configuration
class KafkaConfig {

    @Bean
    NewTopics topics() {
        return new NewTopics(
                TopicBuilder.name(Topics.ORDERS).partitions(1).replicas(1).build(),
                TopicBuilder.name(Topics.ORDERS_ENRICHED).partitions(1).replicas(1).build(),
                TopicBuilder.name(Topics.ORDERS_DLT).partitions(1).replicas(1).build());
    }

    /** Invalid records go to the dead-letter topic at once, everything else after the retries are used up. */
    @Bean
    DefaultErrorHandler errorHandler(
            KafkaTemplate<String, byte[]> kafka,
            @Value("${enricher.retry.max-retries}") int maxRetries,
            @Value("${enricher.retry.initial-interval}") Duration initialInterval) {
        var recoverer = new DeadLetterPublishingRecoverer(
                kafka, (record, exception) -> new TopicPartition(Topics.ORDERS_DLT, 0));
        var backOff = new ExponentialBackOffWithMaxRetries(maxRetries);
        backOff.setInitialInterval(initialInterval.toMillis());
        var handler = new DefaultErrorHandler(recoverer, backOff);
        handler.addNotRetryableExceptions(InvalidOrderException.class);
        return handler;
    }

    @Bean
    DefaultKafkaProducerFactoryCustomizer quickProducerClose() {
        return factory -> factory.setPhysicalCloseTimeout(1);
    }
}
