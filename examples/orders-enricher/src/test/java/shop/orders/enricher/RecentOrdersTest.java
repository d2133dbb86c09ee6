package shop.orders.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentOrdersTest {

    @Test
    void theOldestOrdersAreForgotten() {
        RecentOrders recent = new RecentOrders();
        for (int i = 0; i <= RecentOrders.CAPACITY; i++) {
            recent.add(new EnrichedOrder("o-" + i, "C-1", Tier.STANDARD, "EUR", List.of(), 0, 0, 0, "", ""));
        }
        assertThat(recent.find("o-0")).isEmpty();
        assertThat(recent.find("o-1")).isPresent();
        assertThat(recent.find("o-" + RecentOrders.CAPACITY)).isPresent();
    }
}
