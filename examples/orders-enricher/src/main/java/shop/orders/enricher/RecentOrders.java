package shop.orders.enricher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The last enriched orders, the oldest forgotten first. */
@Component
public class RecentOrders {

    static final int CAPACITY = 1000;

    private final Map<String, EnrichedOrder> orders = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, EnrichedOrder> eldest) {
            return size() > CAPACITY;
        }
    };

    public synchronized void add(EnrichedOrder order) {
        orders.put(order.orderId(), order);
    }

    public synchronized Optional<EnrichedOrder> find(String orderId) {
        return Optional.ofNullable(orders.get(orderId));
    }
}
