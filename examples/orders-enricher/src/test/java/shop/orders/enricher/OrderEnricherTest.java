package shop.orders.enricher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderEnricherTest {

    private final OrderEnricher enricher = new OrderEnricher(new TierDirectory());

    private static Order order(String customerId, Order.Line... lines) {
        return new Order("o-1", customerId, "EUR", List.of(lines), "2025-03-01T10:00:00.000Z");
    }

    @ParameterizedTest(name = "{0} pays {3} of {1}")
    @CsvSource({
        "C-1001, 10000, 1000, 9000", // gold, 10 %
        "C-2001, 10000,  500, 9500", // silver, 5 %
        "C-9999, 10000,    0, 10000", // not listed: standard
        "C-2001,  1250,   63, 1187", // 62.50 is rounded half up
        "C-2001,  1249,   62, 1187", // 62.45
        "C-1001,     4,    0,    4", // 0.4
        "C-1001,     5,    1,    4", // 0.5
    })
    void discountDependsOnTierAndIsRoundedHalfUp(String customer, long subtotal, long discount, long total) {
        EnrichedOrder enriched = enricher.enrich(order(customer, new Order.Line("SKU-1", 1, subtotal)));
        assertThat(enriched.subtotalMinor()).isEqualTo(subtotal);
        assertThat(enriched.discountMinor()).isEqualTo(discount);
        assertThat(enriched.totalMinor()).isEqualTo(total);
    }

    @Test
    void theDiscountIsTakenOnceFromTheSumOfAllLines() {
        EnrichedOrder enriched = enricher.enrich(
                order("C-2001", new Order.Line("SKU-1", 3, 105L), new Order.Line("SKU-2", 1, 110L)));
        assertThat(enriched.customerTier()).isEqualTo(Tier.SILVER);
        assertThat(enriched.subtotalMinor()).isEqualTo(425);
        assertThat(enriched.discountMinor()).isEqualTo(21);
        assertThat(enriched.totalMinor()).isEqualTo(404);
    }

    @Test
    void ordersThatBreakARuleAreRefused() {
        assertThatThrownBy(() -> enricher.enrich(order("C-1001"))).isInstanceOf(InvalidOrderException.class);
        assertThatThrownBy(() -> enricher.enrich(order(" ", new Order.Line("SKU-1", 1, 1L))))
                .isInstanceOf(InvalidOrderException.class);
        assertThatThrownBy(() -> enricher.enrich(order("C-1001", new Order.Line("SKU-1", 0, 1L))))
                .isInstanceOf(InvalidOrderException.class);
        assertThatThrownBy(() -> enricher.enrich(order("C-1001", new Order.Line("SKU-1", 1, -1L))))
                .isInstanceOf(InvalidOrderException.class);
        assertThatThrownBy(() -> enricher.enrich(order("C-1001", new Order.Line("SKU-1", 2, Long.MAX_VALUE))))
                .isInstanceOf(InvalidOrderException.class);
    }
}
