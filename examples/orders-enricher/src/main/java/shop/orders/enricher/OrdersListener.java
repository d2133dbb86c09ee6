package shop.orders.enricher;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/** Reads orders and publishes them enriched. The offset is committed after the broker acknowledged the result. */
@Component
public class OrdersListener {

    static final String ID = "orders";

    private static final Logger log = LoggerFactory.getLogger(OrdersListener.class);

    private final OrderEnricher enricher;
    private final RecentOrders recent;
    private final KafkaTemplate<String, byte[]> kafka;
    private final ObjectMapper json;

    public OrdersListener(
            OrderEnricher enricher, RecentOrders recent, KafkaTemplate<String, byte[]> kafka, ObjectMapper json) {
        this.enricher = enricher;
        this.recent = recent;
        this.kafka = kafka;
        this.json = json;
    }

    @KafkaListener(id = ID, topics = Topics.ORDERS, idIsGroup = false)
    public void onOrder(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        EnrichedOrder order = enricher.enrich(decode(record.value()));
        publish(order);
        recent.add(order);
        log.info("order {}: tier {}, total {} {}",
                order.orderId(), order.customerTier().label(), order.totalMinor(), order.currency());
    }

    private Order decode(byte[] value) {
        if (value == null) {
            throw new InvalidOrderException("the record is empty");
        }
        try {
            return json.readValue(value, Order.class);
        } catch (IOException e) {
            throw new InvalidOrderException("the record is not an order", e);
        }
    }

    private void publish(EnrichedOrder order) throws InterruptedException {
        try {
            kafka.send(Topics.ORDERS_ENRICHED, order.orderId(), json.writeValueAsBytes(order)).get(10, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new KafkaException("order " + order.orderId() + " could not be published", e);
        }
    }
}
