package shop.orders.enricher;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class OrdersController {

    private final RecentOrders recent;

    OrdersController(RecentOrders recent) {
        this.recent = recent;
    }

    @GetMapping("/orders/{id}")
    ResponseEntity<EnrichedOrder> order(@PathVariable("id") String id) {
        return ResponseEntity.of(recent.find(id));
    }
}
