package shop.orders.enricher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.support.KafkaHeaders;

/** The whole service between two mocked Kafka clients. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "enricher.retry.initial-interval=5ms",
            "logging.level.org.apache.kafka.clients.NetworkClient=error"
        })
@Import(FakeKafka.class)
class OrdersFlowTest {

    private static final String ORDER = """
            {"order_id": "%s", "customer_id": "C-1001", "currency": "EUR", "placed_at": "2025-03-01T10:00:00.000Z",
             "lines": [{"sku": "SKU-1", "quantity": 2, "unit_price_minor": 1250}]}
            """;

    @Autowired
    private FakeKafka kafka;

    @Autowired
    private TestRestTemplate http;

    @Autowired
    private ObjectMapper json;

    @BeforeEach
    void reset() {
        await().until(kafka::ready);
        kafka.sent.clear();
        kafka.attempts.set(0);
        kafka.redeliveries.set(0);
        kafka.failuresToCome.set(0);
    }

    @Test
    void enrichedRecordIsKeyedByOrderIdAndConformsToTheSchema() throws Exception {
        ProducerRecord<String, byte[]> record = send("o-1", ORDER.formatted("o-1"));

        assertThat(record.topic()).isEqualTo("orders_enriched");
        assertThat(record.key()).isEqualTo("o-1");
        JsonNode enriched = json.readTree(record.value());
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("schemas/orders_enriched.schema.json")));
        assertThat(schema.validate(enriched, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true)))
                .isEmpty();
        assertThat(enriched.path("customer_tier").asText()).isEqualTo("gold");
        assertThat(enriched.path("total_minor").asLong()).isEqualTo(2250);

        await().untilAsserted(() ->
                assertThat(http.getForObject("/orders/o-1", JsonNode.class)).isEqualTo(enriched));
        assertThat(http.getForEntity("/orders/unknown", String.class).getStatusCode().value()).isEqualTo(404);
    }

    @Test
    void undecodableRecordGoesToTheDeadLetterTopicUnchanged() {
        ProducerRecord<String, byte[]> record = send("o-2", "{not json");

        assertThat(record.topic()).isEqualTo("orders.dlt");
        assertThat(record.key()).isEqualTo("o-2");
        assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo("{not json");
        assertThat(record.headers().lastHeader(KafkaHeaders.DLT_ORIGINAL_TOPIC).value())
                .asString(StandardCharsets.UTF_8).isEqualTo("orders");
        assertThat(kafka.redeliveries).hasValue(0);
    }

    @Test
    void recordThatBreaksARuleGoesToTheDeadLetterTopicWithoutRetries() {
        ProducerRecord<String, byte[]> record =
                send("o-3", ORDER.formatted("o-3").replace("\"quantity\": 2", "\"quantity\": 0"));

        assertThat(record.topic()).isEqualTo("orders.dlt");
        assertThat(record.headers().lastHeader(KafkaHeaders.DLT_EXCEPTION_MESSAGE).value())
                .asString(StandardCharsets.UTF_8).contains("quantity must be positive");
        assertThat(kafka.redeliveries).hasValue(0);
    }

    @Test
    void transientErrorsAreRetried() {
        kafka.failuresToCome.set(3);
        ProducerRecord<String, byte[]> record = send("o-4", ORDER.formatted("o-4"));

        assertThat(record.topic()).isEqualTo("orders_enriched");
        assertThat(kafka.attempts).hasValue(4);
    }

    @Test
    void retriesAreBounded() {
        kafka.failuresToCome.set(Integer.MAX_VALUE);
        ProducerRecord<String, byte[]> record = send("o-5", ORDER.formatted("o-5"));

        assertThat(record.topic()).isEqualTo("orders.dlt");
        assertThat(kafka.attempts).hasValue(4);
    }

    @Test
    void healthIsDownWithoutKafka() {
        assertThat(http.getForEntity("/health", String.class).getStatusCode().value()).isEqualTo(503);
    }

    /** Delivers one record, waits until it is done with and returns the only record that came out. */
    private ProducerRecord<String, byte[]> send(String key, String value) {
        long before = kafka.committed();
        kafka.deliver(key, value);
        await().atMost(Duration.ofSeconds(10)).until(() -> kafka.committed() == before + 1);
        assertThat(kafka.sent).hasSize(1);
        return kafka.sent.get(0);
    }
}
