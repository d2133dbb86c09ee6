package shop.orders.enricher;

import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class HealthController {

    private final KafkaConnection kafka;

    HealthController(KafkaConnection kafka) {
        this.kafka = kafka;
    }

    @GetMapping("/health")
    ResponseEntity<Map<String, String>> health() {
        return kafka.isConnected()
                ? ResponseEntity.ok(Map.of("status", "up"))
                : ResponseEntity.status(503).body(Map.of("status", "down"));
    }
}
